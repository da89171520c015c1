"""Pictures of the main letters and documents of the demo, as a person sees them; written with docs/gallery.md.

    python -m tests.gallery demo-out

Letters are drawn by Chromium, documents by LibreOffice and poppler; these must be installed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from PIL import Image, ImageChops

DOCS = Path(__file__).resolve().parents[1] / "docs"
WIDTH = 820
_BACKGROUND = (243, 242, 238)


@dataclass(frozen=True)
class Shown:
    """`nth` letter of the kind (from 0), or of its attachments the one whose name has `file`, its page `page`."""

    kind: str
    caption: str
    nth: int = 0
    file: str = ""
    page: int = 1


SHOWN = (
    Shown("M01", "M01 填报通知"),
    Shown("M01", "M01 所附汇总表，项目已预填", file="汇总表", nth=13),
    Shown("M02", "M02 收件回执：逐行说明"),
    Shown("M02b", "M02b 补正通知"),
    Shown("M02b", "M02b 所附标注件：来表原样，红色须补正", file="xlsx"),
    Shown("M03", "M03 报送提醒"),
    Shown("M04", "M04 催报单"),
    Shown("M05", "M05 问题汇总总表"),
    Shown("M05", "M05 所附总台账", file="xlsx"),
    Shown("M06", "M06 交办单"),
    Shown("M06", "M06 所附反馈表", file="xlsx"),
    Shown("M07", "M07 日报", nth=16),
    Shown("M08", "M08 阶段检查报告"),
    Shown("M09", "M09 待确认事项"),
    Shown("M10", "M10 进展提醒", nth=12),
    Shown("M11", "M11 县级协调事项清单", nth=1),
    Shown("M12", "M12 上报清单（代拟稿）"),
    Shown("M12", "M12 所附清单", file="xlsx"),
    Shown("M12b", "M12b 上报结果"),
    Shown("M13", "M13 联审联办通知"),
    Shown("M13b", "M13b 业主缺件催缴"),
    Shown("M14", "M14 扫尾清单"),
    Shown("M15", "M15 销号审核请求"),
    Shown("M16", "M16 销号通知"),
    Shown("M17", "M17 督办通知单"),
    Shown("M17", "M17 所附督办通知单", file="docx"),
    Shown("M18", "M18 台账扩围建议名单"),
    Shown("M19", "M19 专项督查建议名单"),
    Shown("M22", "M22 通报（代拟稿）"),
    Shown("M22", "M22 所附通报", file="docx"),
    Shown("M23", "M23 责成整改通知"),
    Shown("M24", "M24 更正"),
    Shown("M20", "M20 扫尾总结"),
    Shown("M20", "M20 总结正文", file="docx"),
    Shown("M20", "M20 总结附表", file="docx", page=5),
    Shown("M20", "M20 数据表", file="xlsx"),
    Shown("M21", "M21 后续跟踪清单"),
)


def main(folder: str) -> None:
    letters = Path(folder) / "letters"
    lines = [
        "# 信函和文书图样",
        "",
        "演示活动（`make demo`）中各类信函和所附文书，由 `python -m tests.gallery demo-out` 生成："
        "信函按浏览器显示，文书按 LibreOffice 打印。",
        "",
    ]
    for number, shown in enumerate(SHOWN, 1):
        name = f"{number:02}-{shown.kind}.png"
        picture = _picture(letters, shown)
        picture.quantize(64).save(DOCS / "pictures" / "gallery" / name, optimize=True)
        lines += [f"## {shown.caption}", "", f"![{shown.caption}](pictures/gallery/{name})", ""]
        print(name, picture.size, flush=True)
    (DOCS / "gallery.md").write_text("\n".join(lines).rstrip() + "\n", "utf-8")


def _picture(letters: Path, shown: Shown) -> Image.Image:
    found = sorted(letters.glob(f"*-{shown.kind}.html"))
    page = found[min(shown.nth, len(found) - 1)]
    with tempfile.TemporaryDirectory() as scratch:
        if not shown.file:
            return _cropped(_browsed(page, Path(scratch)))
        content, name = next(_attached(page.with_suffix(".eml"), shown.file))
        document = Path(scratch) / f"document{Path(name).suffix}"
        document.write_bytes(content)
        return _printed(document, shown.page)


def _attached(mail: Path, wanted: str) -> Iterator[tuple[bytes, str]]:
    for part in message_from_bytes(mail.read_bytes(), policy=default).walk():
        name, content = part.get_filename() or "", part.get_payload(decode=True)
        if wanted in name and isinstance(content, bytes):
            yield content, name


def _browsed(page: Path, scratch: Path) -> Image.Image:
    out = scratch / "page.png"
    options = "--headless --no-sandbox --disable-gpu --hide-scrollbars --disable-background-networking"
    command = ["chromium", *options.split(), f"--user-data-dir={scratch}/profile", f"--window-size={WIDTH},4000"]
    subprocess.run([*command, f"--screenshot={out}", page.resolve().as_uri()], check=True, capture_output=True)
    return Image.open(out).convert("RGB")


def _printed(document: Path, page: int) -> Image.Image:
    folder = document.parent
    office = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", folder, document], check=True, capture_output=True)
    pages = ["-f", str(page), "-l", str(page), "-r", "80", "-png"]
    subprocess.run(["pdftoppm", *pages, document.with_suffix(".pdf"), folder / "page"], check=True)
    return Image.open(next(folder.glob("page-*.png"))).convert("RGB")


def _cropped(picture: Image.Image) -> Image.Image:
    """Without the empty ground below the letter."""
    blank = Image.new("RGB", picture.size, picture.getpixel((0, picture.height - 1)) or _BACKGROUND)
    box = ImageChops.difference(picture, blank).getbbox()
    return picture.crop((0, 0, picture.width, min(picture.height, (box[3] if box else 400) + 24)))


if __name__ == "__main__":
    main(*sys.argv[1:])
