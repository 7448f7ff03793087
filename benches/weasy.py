"""The same report card through WeasyPrint, N times in one process: weasy.py DATA.json N"""
import html, json, pathlib, sys

import weasyprint

view = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))


def table(head, rows):
    cells = "".join(f"<th>{html.escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"


def page(view):
    form, parts = view["form"], []
    parts.append("<h1>HỌC BẠ TIỂU HỌC</h1>")
    parts += [f"<p>{html.escape(k)}: {html.escape(str(v))}</p>" for k, v in form["pupil"].items()]
    for year in form["years"]:
        parts.append(f"<section><h2>Năm học {year['nam_hoc']} – Lớp {year['lop']}</h2>")
        rows = [(r["name"], r["level"], r["mark"], r["remark"]) for r in year["subjects"]]
        parts.append(table(["Môn học", "Mức đạt được", "Điểm KTĐK", "Nhận xét"], rows))
        for block in year["blocks"]:
            rows = [(r["name"], r["level"], block["remark"] if n == 0 else "") for n, r in enumerate(block["rows"])]
            parts.append(f"<h3>{html.escape(block['title'])}</h3>" + table(["Nội dung", "Mức", "Nhận xét"], rows))
        parts.append(f"<p>{html.escape(year['result'])} {html.escape(year['completion'])}</p></section>")
    return "".join(parts)


style = ("@page { size: A4; margin: 2cm; @bottom-right { content: counter(page) '/' counter(pages) } }"
         "body { font: 12pt serif } table { border-collapse: collapse; width: 100% } td, th { border: 0.5pt solid }"
         "section { break-before: page }")
for number in range(int(sys.argv[2])):
    text = f"<html lang=vi><title>Học bạ</title><style>{style}</style><body>{page(view)}<p>{number}</p></body></html>"
    weasyprint.HTML(string=text).write_pdf(pdf_variant="pdf/a-2b")
