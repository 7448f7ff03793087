# The words of every finding when an export is checked: `cNNN` says what is wrong, `cNNN-help` what to type instead,
# `cNNN-label` stands beside the caret. One line, lower-case start, no full stop. An empty argument arrives as
# `not-given`.

# The frame of the report.
report-error = error
report-warning = warning
report-help = help
report-record = id
report-file = { $file }: errors: { $errors }, warnings: { $warnings }
report-whole-export = the whole export
report-more = … and { $count } more of { $code } in this file
report-none = no errors, no warnings
report-summary = errors: { $errors }, warnings: { $warnings }, in files: { $files }
report-next = mend these places where the data was entered, export again and repeat this command; for an explanation with an example: niemphong explain { $code }
report-next-warnings = the archive can be built; look at each warning before sealing: niemphong explain { $code }

# Types, instead of JSON Schema's names.
type-string = text
type-integer = a whole number
type-number = a number
type-boolean = true or false
type-array = a list (one item per line, each after a hyphen)
type-object = a group of keys (one per line, indented)
type-null = nothing
type-or = or

# What the YAML parser says, in plainer words.
yaml-tab = the line is indented with a tab; YAML takes spaces only
yaml-quote = a quotation mark is opened and not closed
yaml-escape = the letter after \ inside double quotes is not allowed
yaml-colon = there is a colon too many, no space after a colon, or the line is indented wrongly
yaml-indent = the indentation of this line does not fit the lines before it
yaml-bracket = a [ or { "{" } is opened and not closed
yaml-alias = a * at the start of a value calls a name that does not exist
yaml-reserved = the value starts with a sign that YAML keeps for itself (@ ` % & * !)
yaml-documents = a file holds one YAML document, without a line --- in the middle
yaml-merge = the key << is not used here
yaml-key = a key (the part before the colon) must be text
yaml-character = there is a control character that YAML does not take
yaml-other = { $said }

# C0xx – reading files.
c001 = the file is not YAML: { $said }
c001-help = look at the line shown and the one above it: each line is a key, a colon, one space and a value; indent with spaces; put a value with special signs in double quotes
c001-label = reading stopped here
c002 = the file repeats its content (signs & and *) or nests beyond the limit
c002-help = export the file again without & and * that repeat content; nest no deeper than 64 levels
c003 = the file is not in UTF-8
c003-help = open the file in Notepad, choose Save as, set Encoding to UTF-8, and export again; text in TCVN3 or VNI must be converted to Unicode first
c004 = the file is larger than { $limit } MB
c004-help = split it into smaller files (one per class, for instance), or scan again at 300 dpi
c005 = this is a link, not a file
c005-help = delete the link and copy the file itself into the export
c006 = this is no regular file but a device or pipe of the system
c006-help = remove it from the export folder
c007 = the key { $key } stands twice; the first is on line { $line }
c007-help = keep the right line and delete the other
c007-label = written again here
c008 = the .md file has no front matter between two lines ---
c008-help = the first line of the file must be ---, then keys such as loai: and nam_hoc:, then another line ---, and the text below it
c009 = { $value ->
    [not-given] the file does not say its kind (key loai)
   *[other] there is no kind { $value }
  }
c009-help = { $nearest ->
    [not-given] write the kind's name without diacritics, for example loai: hoc_ba; niemphong schema lists all kinds
   *[other] did you mean { $nearest }? niemphong schema lists all kinds
  }
c010 = the export has no file { $kind } ({ $title })
c010-help = add a file with the line loai: { $kind }; niemphong schema { $kind } shows its form
c011 = { $title } is already in { $file }; an export has one file of kind { $kind }
c011-help = bring the content together in one file and delete the other
c012 = the file's name holds characters that can't be read
c012-help = rename the file; use letters without diacritics, digits, hyphens and dots, for example hoc-ba-5a.yaml
c013 = the export holds more than { $limit } files
c013-help = check that the right folder was chosen; an export is one school and one school year
c014 = the system does not let this file be read: { $said }
c014-help = close the program that has it open, check the permission to read, or copy the file again from its original
c015 = kind { $value } belongs in a file that ends in { $wanted }
c015-help = change the file's ending to { $wanted } and its content to that form, or mend the line loai
c016 = the file's school year is not the export's, { $wanted }
c016-help = if it is a slip, write nam_hoc: "{ $wanted }"; if the record is of another year, move it to that year's export
c016-label = the export's school year is { $wanted }

# C1xx – the form of a record.
c101 = { $key ->
    [not-given] this must be { $wanted }
   *[other] { $key } must be { $wanted }
  }{ $found ->
    [not-given] {""}
   *[other] , not “{ $found }”
  }
c101-help = { $about ->
    [not-given] write the value as { $wanted }
   *[other] write it as { $wanted } – { $about }
  }
c102 = { $key }{ $title ->
    [not-given] {""}
   *[other] {" "}({ $title })
  } is missing
c102-help = add a line { $key }: and its value{ $about ->
    [not-given] {""}
   *[other] ; this entry is: { $about }
  }
c102-label = { $key } is missing here
c103 = the form has no key { $key }
c103-help = { $nearest ->
    [not-given] delete this line, or move its content to ghi_chu if the form has it{ $about ->
        [not-given] {""}
       *[other] ; this entry is: { $about }
      }
   *[other] did you mean { $nearest }? If so, mend the key; if not, delete this line
  }
c104 = { $key ->
    [not-given] the value
   *[other] { $key }
  } can't be { $found ->
    [not-given] this
   *[other] { $found }
  }
c104-help = write one of: { $wanted }{ $about ->
    [not-given] {""}
   *[other] {" "}– { $about }
  }
c105 = { $key ->
    [not-given] the value
   *[other] { $key }
  } is not of the right shape{ $found ->
    [not-given] {""}
   *[other] : { $found }
  }
c105-help = { $about ->
    [not-given] write it as the form's example shows; see niemphong schema
   *[other] write it as the form asks: { $about }
  }
c106 = { $key ->
    [not-given] the number
   *[other] { $key }
  } says { $found }, { $bound ->
    [least] less than the least, { $wanted }
   *[most] more than the most, { $wanted }
  }
c106-help = { $bound ->
    [least] write a number of { $wanted } or more
   *[most] write a number of { $wanted } or less
  }{ $about ->
    [not-given] {""}
   *[other] {" "}– { $about }
  }
c107 = { $key ->
    [not-given] the text
   *[other] { $key }
  } { $bound ->
    [least] is too short: at least { $wanted } characters
   *[most] is too long: at most { $wanted } characters
  }
c107-help = { $bound ->
    [least] write the value in full; if there is none, delete the line instead of leaving empty quotes
   *[most] shorten it, or move the rest to the notes
  }{ $about ->
    [not-given] {""}
   *[other] {" "}– { $about }
  }
c108 = { $key ->
    [not-given] the list
   *[other] the list { $key }
  } { $bound ->
    [least] must have at least { $wanted } items
    [most] may have at most { $wanted } items
   *[unique] has the same item twice
  }
c108-help = { $bound ->
    [least] add items until there are { $wanted }, each after a hyphen
    [most] leave { $wanted } items
   *[unique] delete the repeated item
  }{ $about ->
    [not-given] {""}
   *[other] {" "}– { $about }
  }
c109 = { $key ->
    [not-given] the date
   *[other] { $key }
  } says { $found }, which is no day of the calendar
c109-help = write day/month/year, for example 02/03/2015, or year-month-day, for example 2015-03-02; check how many days the month has
c110 = { $key ->
    [not-given] a code
   *[other] { $key }
  } is a code but is written as a number: { $found }
c110-help = put it in quotes, for example "0123456789", and count its digits against the paper, because a leading zero may be lost{ $about ->
    [not-given] {""}
   *[other] {" "}– { $about }
  }
c110-label = quotes are missing
c111 = { $key ->
    [not-given] this
   *[other] { $key }
  } does not fit the form of its kind
c111-help = { $about ->
    [not-given] compare it with the form: niemphong schema (rule { $wanted })
   *[other] compare it with the form (rule { $wanted }): { $about }
  }

# C2xx – letters.
c201 = letters and their marks are stored apart (decomposed Unicode)
c201-help = in Unikey or EVKey choose the code table "Unicode" (not "Unicode tổ hợp"), convert the whole file, and export again
c202 = there is an invisible control character { $letter }
c202-help = delete this text and type it again by hand; do not paste it from another program
c203 = there is a hidden character { $letter }, which makes the text read otherwise than it is stored
c203-help = delete this text and type it again by hand; do not paste it from Word or a web page
c204 = the Markdown text holds something that can't be archived: { $what }
c204-help = write it as plain text, headings, lists or tables; pictures and attached files are named in the front matter
c205 = the Icelandic letter Ð (U+00D0) stands where Vietnamese Đ (U+0110) is meant
c205-help = delete the letter and type Đ with a Vietnamese keyboard (DD), then replace all others like it; it usually comes from a TCVN3 conversion
c206 = the archive's font has no letter { $shown } ({ $letter })
c206-help = use a letter of Vietnamese writing; put a symbol into words

# C3xx – files against each other.
c301 = { $key } repeats { $value }; the first is in { $file }, line { $line }
c301-help = each { $key } belongs to one entry: delete the repeated entry, or mend the mistaken code
c301-label = same as line { $line }
c302 = the register has no pupil with the id { $value }
c302-help = compare the id with the register; if it is right, add the pupil to the register
c303 = the class list has no class { $value }
c303-help = compare it with the key ma in danh_sach_lop (capital letters count), or add the class to the list
c304 = { $list ->
    [to_chuyen_mon] truong has no department { $value }
    [diem_truong] truong has no campus { $value }
   *[nhan_su] the school's staff list has no code { $value }
  }
c304-help = compare it with the key ma under { $list } in the file truong; write the code, not the name, or add the code under { $list }
c305 = pupil { $pupil } is in the register and has not left, but is in no class
c305-help = add the pupil to a class in danh_sach_lop, or write roi_truong in the register if the child has left
c306 = pupil { $pupil } of class { $class } is not in the register
c306-help = add a line for the pupil to so_dang_bo, or mend ma_hoc_sinh if it is a slip
c307 = pupil { $pupil } is both in class { $class } and in class { $other } (line { $line })
c307-help = keep the pupil in the class at the end of the year and delete the other; a move during the year belongs in the class book or the notes
c308 = { $key } says { $found }, but the register says { $registered } ({ $file }, line { $line })
c308-help = compare with the birth certificate and mend the wrong one, until both agree in every letter and mark
c309 = pupil { $pupil } has no report card, while others of class { $class } have one
c309-help = add the pupil's report card, or leave it if the card was handed over when the child moved away
c310 = the summary of class { $class } lacks pupil { $pupil }
c310-help = add a line for the pupil to the summary, or take the pupil out of the class list if the child is not in this class

# C4xx – assessment.
c401 = { $subject } has no test in this period ({ $period }) in grade { $grade } (school year { $year }), yet there is a mark
c401-help = delete the line diem, or move the mark to the right subject and period
c402 = { $subject } lacks its test mark ({ $period }) in grade { $grade } (school year { $year })
c402-help = add diem: with a whole number from 0 to 10 from the test; for a pupil with an individual plan write ke_hoach_ca_nhan: true
c403 = there is no subject { $subject }{ $grade ->
    [not-given] {""}
   *[other] {" "}in grade { $grade }
  }{ $year ->
    [not-given] {""}
   *[other] , school year { $year }
  }{ $act ->
    [not-given] {""}
   *[other] {" "}under { $act }
  }
c403-help = delete this subject from the results, or mend the subject's key or the grade
c404 = compulsory subjects of grade { $grade } (school year { $year }) are missing: { $subjects }
c404-help = add each subject with muc: T, H or C; for a pupil with an individual plan write ke_hoach_ca_nhan: true
c405 = { $recorded ->
    [not-given] the year's result is not written
   *[other] the year's result says { $recorded }
  }, but levels and marks give { $derived } – { $words } (grade { $grade }, school year { $year })
c405-help = write ket_qua: { $derived }, or mend levels and marks if they are what is wrong; by { $clause } of { $act }
c405-label = levels and marks give { $derived }
c406 = { $recorded ->
    [not-given] the result { $result } carries the title { $due }, which is not written
   *[other] the title { $recorded } does not go with the result { $result }
  } (grade { $grade }, school year { $year })
c406-help = { $due ->
    [not-given] delete the line danh_hieu, or mend ket_qua if the result is what is wrong
   *[other] write danh_hieu: { $due }, or mend ket_qua if the result is what is wrong
  }
c407 = year-end summary and report card of pupil { $pupil } differ in { $what }: the summary says { $summary ->
    [not-given] nothing
   *[other] { $summary }
  }, the card says { $card ->
    [not-given] nothing
   *[other] { $card }
  }
c407-help = compare with the teacher's book and mend the wrong one, until both agree
c408 = { $key ->
    [not-given] there are no rules of assessment for grade { $grade }, school year { $year }
   *[other] { $key } is missing, or is not part of the rules for grade { $grade }, school year { $year }
  }
c408-help = { $act ->
    [not-given] check nam_hoc and khoi
   *[other] this grade and year follow { $act }: write all its qualities and competences, and delete keys of other rules
  }
c409 = not promoted, though the result { $result } completes grade { $grade } (school year { $year })
c409-help = write len_lop: true, or mend ket_qua if the result is what is wrong
c410 = a mark of 0 in { $subject }, { $period }, grade { $grade } (school year { $year })
c410-help = leave it if the mark really is 0; if the pupil was absent or exempt, delete the line diem and say why in the remark

# C5xx – kept files.
c501 = there is no file { $path }
c501-help = copy the file to its place, or mend the path: it starts from the folder of this YAML file, uses /, and capital letters count
c502 = no record names this file
c502-help = write the file's path in the record it belongs to, or take it out of the export folder
c503 = the path { $path } leads out of the export
c503-help = copy the file into the export and write its path from the folder of this YAML file, without a drive (C:), \ or a leading /
c504 = the content of { $path } is not what its name says{ $found ->
    [not-given] {""}
   *[other] : inside it is { $found }
  }
c504-help = try to open the file; if it is damaged, copy it again from the original; if only its ending is wrong, rename it and mend the path in the record
c505 = the file { $path } is already named in { $file }, line { $line }
c505-help = a file belongs to one record: delete one of the two, or mend the mistaken path
c506 = the XML file { $path } of the digital report card can't be read{ $said ->
    [not-given] {""}
   *[other] : { $said }
  }
c506-help = download it again from the ministry's system; do not edit and save it, because that breaks the digital signature

# C6xx – dates and authorities.
c601 = { $authority } had no authority, or no longer, on { $date }
c601-help = name the authority that was competent on the document's date; since 01/7/2025 there is no district level, and public primary schools belong to the commune
c602 = the date { $date } lies outside the school year ({ $first } to { $last })
c602-help = check the date, above all its year and the order of day and month; leave it if the paper says the same
c603 = { $second } comes before { $first }, which it must follow
c603-help = compare both dates with the paper; most often day and month are swapped or the year is wrong

# C7xx, C8xx – terms and completeness.
c701 = the term { $term } is shorter than the least, { $floor }, for { $kind }
c701-help = write thoi_han: "{ $floor }" or longer, by row { $row } of { $act }
c801 = the export has no { $title } ({ $kind }), which the school must keep
c801-help = add a file with the line loai: { $kind }; if the record is kept elsewhere, say so in the list of files
