"""The typst engine, a process a file: typst_forks.py MAIN OUT FONTS FILES AT_ONCE

Python and the engine's code are loaded once and each file gets a fork, so that what is measured is what the `typst`
command does for each file (fonts, template, layout, export, a process), without Python's own start.
"""
import os, sys

import typst

main, out, fonts, files, at_once = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
running = 0
for number in range(files + at_once):
    if running == at_once or (number >= files and running):
        _, status = os.wait()
        running -= 1
        if status:
            sys.exit("the typst engine failed")
    if number < files:
        if os.fork() == 0:
            typst.compile(main, output=f"{out}.{number % at_once}" if number % at_once else out, font_paths=[fonts],
                          ignore_system_fonts=True, pdf_standards=["a-2a", "ua-1"])
            os._exit(0)
        running += 1
