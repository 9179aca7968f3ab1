"""What the standard's templates are given, cut by page; made from editions and remembered per process."""
