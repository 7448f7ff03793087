"""A hugo site of N pages with the same report card's tables: hugo_site.py DATA.json FOLDER N"""
import json, pathlib, sys

view = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
site, count = pathlib.Path(sys.argv[2]), int(sys.argv[3])
(site / "content").mkdir(parents=True)
(site / "layouts/_default").mkdir(parents=True)
(site / "config.json").write_text(json.dumps({
    "baseURL": "/", "title": "x", "disableKinds": ["taxonomy", "term", "RSS", "sitemap", "home", "404"]}), "utf-8")
(site / "layouts/_default/single.html").write_text("""<!doctype html><html lang="vi"><title>{{ .Title }}</title><body>
<h1>{{ .Title }}</h1><dl>{{ range $k, $v := .Params.pupil }}<dt>{{ $k }}<dd>{{ $v }}{{ end }}</dl>
{{ range .Params.years }}<h2>{{ .nam_hoc }} {{ .lop }}</h2><table>{{ range .subjects }}<tr><td>{{ .name }}<td>{{ .level }}<td>{{ .mark }}<td>{{ .remark }}{{ end }}</table>
{{ range .blocks }}<h3>{{ .title }}</h3><table>{{ range .rows }}<tr><td>{{ .name }}<td>{{ .level }}{{ end }}</table><p>{{ .remark }}</p>{{ end }}
<p>{{ .result }} {{ .completion }}</p>{{ end }}</body></html>""", "utf-8")
form = view["form"]
for number in range(count):
    front = {"title": f"Học bạ {number}", "pupil": form["pupil"], "years": form["years"]}
    text = json.dumps(front, ensure_ascii=False).replace("Học", f"Học {number}")
    (site / f"content/{number:010}.md").write_text(text + "\n", "utf-8")
