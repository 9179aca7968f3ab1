"""An assessment as a workbook, to read, sort, print and hand on outside the service."""
