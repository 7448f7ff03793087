# Words on the print and the page of each record. The prints are Vietnamese; these say the same for whoever reads the data.

# Who makes the record (the charter, Điều 21).
owner-school = School
owner-department = Subject team
owner-teacher = Teacher

# Head and foot of a register.
record-class = Class { $class }
record-year = School year { $year }
record-closing = This { $of ->
    [book] book
   *[register] register
  } has { $number } ({ $spoken }) entries.

# Administrative documents (NĐ 30/2020/NĐ-CP, Phụ lục I): number, the note over a signature.
record-number = No.: { $number }
record-number-open = No.: ……/{ $mark }-{ $school }
record-signed-sealed = (signature, full name, seal)
record-signed = (signature, full name)
record-day-open = day …… month …… year ………

# Kept files.
record-kept-note = The file is kept byte for byte as the school handed it in; the digest in the table above lets it be compared with this print.
record-media-pdf = PDF document
record-media-xml = XML data
record-media-picture = { $ending } picture
record-media-sheet = { $ending } spreadsheet
record-media-text = { $ending } document

# The table of facts.
record-fact-number = Number and sign
record-fact-name = Full name
record-fact-born = Date of birth
record-fact-sex = Sex
record-fact-pupil = Pupil code
record-fact-class = Class

# Report card.
record-individual-plan = Assessed by an individual plan

# Why it is kept that long.
record-basis-list = { $act }, file { $file }
record-basis-row = { $act }, row { $row }
record-status-verified = compared with the source
record-status-unverified = not compared with the source
record-reason-school = The school's list says { $term }
record-reason-floor = The least term of { $basis } is { $term }
record-reason-nobody = No row of the table of terms was found, so it is kept for ever
record-reason-open = ; the term begins only when the asset is disposed of or replaced, so it is kept as if for ever
record-reason-counted = ; counted from { $year }, kept through { $until }
record-reason-caution = . This row was not compared with its source, so nothing may be proposed for destruction on it

# The XML of a file (NĐ 30/2020/NĐ-CP, Phụ lục VI).
record-xml-rights = Conditional use
record-xml-language = Vietnamese
record-xml-description = Archive { $archive }; seal digest sha256:{ $seal }
