"""Build what browsers fetch: copy the NHS library's stylesheet and icons, join our own styles and scripts.

Run by ``tools/assets.sh`` after the front-end packages are there. Nothing is vendored: all lands in
``build/assets``, from where ``dspt collectstatic`` gives every file a name that carries its hash.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "node_modules" / "nhsuk-frontend" / "dist" / "nhsuk"
OWN = ROOT / "assets"
BUILT = ROOT / "build" / "assets"

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
PROTECTED_FONT = re.compile(r"Frutiger W01\s*,\s*arial", re.IGNORECASE)
SOURCE_MAP = re.compile(r"/\*#\s*sourceMappingURL=.*?\*/|//#\s*sourceMappingURL=\S+")
EXPORTS = re.compile(r"export\s*\{[\w,\s]*\};?\s*$")
ASSET = re.compile(r"url\((['\"]?)/assets/(?P<path>[^)'\"]+)\1\)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s*\n\s*")


def main() -> None:
    """Build everything anew in a folder beside the old one, then swap."""
    fresh = BUILT.with_name("assets.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "nhsuk").mkdir(parents=True)
    library_styles(fresh / "nhsuk")
    (fresh / "app.css").write_text(joined(OWN / "styles", "*.css", squeeze=True), encoding="utf-8")
    (fresh / "app.js").write_text(library_script() + joined(OWN / "scripts", "*.js", squeeze=False), encoding="utf-8")
    shutil.copytree(OWN / "images", fresh / "images")
    shutil.rmtree(BUILT, ignore_errors=True)
    fresh.rename(BUILT)


def library_styles(into: Path) -> None:
    """Write the library's stylesheet without the protected typeface, and only the images that it shows."""
    styles = (LIBRARY / "nhsuk-frontend.min.css").read_text(encoding="utf-8")
    styles, faces = FONT_FACE.subn("", styles)
    if faces != 2:
        raise SystemExit(
            f"Expected the two font faces of the protected typeface, found {faces}: look at the library's release"
        )
    styles = SOURCE_MAP.sub("", PROTECTED_FONT.sub("Arial", styles))
    if "frutiger" in styles.casefold():
        raise SystemExit("The protected typeface is still named in the stylesheet")
    for found in {match["path"] for match in ASSET.finditer(styles)}:
        target = into / found
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(LIBRARY / "assets" / found, target)
    styles = ASSET.sub(lambda match: f"url({match['path']})", styles)
    if "//" in re.sub(r"http://www\.w3\.org/\S+", "", styles):
        raise SystemExit("The stylesheet still names an address outside")
    (into / "nhsuk.css").write_text(styles.strip() + "\n", encoding="utf-8")


def library_script() -> str:
    """Give the library's module without its exports, so that ours can follow in the same file."""
    script = SOURCE_MAP.sub("", (LIBRARY / "nhsuk-frontend.min.js").read_text(encoding="utf-8"))
    script, ends = EXPORTS.subn("", script)
    if ends != 1 or "function createAll(" not in script:
        raise SystemExit("The library's script is not shaped as before: look at its release")
    return script.strip() + "\n"


def joined(folder: Path, pattern: str, *, squeeze: bool) -> str:
    """Join the files of a folder in the order of their names."""
    parts = []
    for path in sorted(folder.glob(pattern)):
        text = path.read_text(encoding="utf-8").strip()
        parts.append(SPACE.sub("\n", COMMENT.sub("", text)).strip() if squeeze else text)
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
