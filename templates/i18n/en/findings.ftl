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
report-lacking = still missing under the school charter
report-lacking-owner = { $owner ->
    [to] Records of the subject departments:
    [gv] Records of the teachers:
   *[truong] Records of the school:
  }
report-lacking-per = { $per ->
    [team] departments
    [grade] grades
   *[class] classes
  }
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
yaml-comment = between a value and the # of a comment stands a blank; if the # belongs to the value, put the whole value in quotes
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
c310 = the summary of class { $class } lacks pupil { $pupil }{ $what ->
    [changed] : the child was in this class until moved to { $other } on { $date }, and the summary of { $other } for that period lacks the child too
    [left] : the child was in this class until leaving the school on { $date }
   *[listed] {""}
  }
c310-help = { $what ->
    [changed] add a line for the pupil to this summary, or mend the day of the line Chuyển lớp in bien_dong
    [left] add a line for the pupil to this summary, or mend the day of leaving in bien_dong and the register
   *[listed] add a line for the pupil to the summary, or take the pupil out of the class list if the child is not in this class
  }
c311 = pupil { $pupil } is put into { $what ->
    [grade] grade
   *[class] class
  } { $found } here, but the class list has the child in { $class }{ $what ->
    [grade] {" "}(grade { $listed })
   *[class] {""}
  }
c311-help = write the same class in both, the one at the end of the year; a change during the year is a line Chuyển lớp in bien_dong
c312 = { $side ->
    [out] the register says that pupil { $pupil } left on { $date }, but the movements have no line Chuyển đi or Thôi học
   *[in] the register says that pupil { $pupil } came on { $date }, but the movements have no line Tuyển mới, Chuyển đến or Trở lại học
  }
c312-help = add that line to bien_dong with the same day, or mend the day in the register if its year is wrong
c313 = { $what ->
    [in-class] the register says that pupil { $pupil } has left, but the child is still in the list of class { $found }
    [not-left] the movements say { $found } of pupil { $pupil }, but the register (line { $line }) does not say that the child left
    [no-classes] the line Chuyển lớp of pupil { $pupil } does not name two different classes
    [chain] pupil { $pupil } leaves class { $found } here, but the movement before ({ $file }, line { $line }) put the child into class { $class }
   *[date] the day of pupil { $pupil } differs from the movements (line { $line }), which say { $found }
  }
c313-help = { $what ->
    [in-class] take the pupil out of the class list, or delete roi_truong if the child still attends
    [not-left] add roi_truong (day, reason) to the pupil's line in so_dang_bo, or a line Trở lại học if the child came back
    [no-classes] write the old class in tu_lop, the new one in den_lop
    [chain] write the class that the child was in as tu_lop, or add the line Chuyển lớp that is missing
   *[date] compare with the transfer paper or decision, and write the same day in both
  }
c314 = the summary of class { $class } has pupil { $pupil }, but { $what ->
    [both] the child came into this class only on { $date }, and the summary of { $other } for the same period has the child already
    [nowhere] no class list has the child
    [came-later] the child came to the school on { $date }, after the table was made
   *[elsewhere] the class list has the child in { $other }
  }
c314-help = { $what ->
    [both] keep the child only in the summary of the class it was in on the summary's day: delete this line, or mend the day of Chuyển lớp in bien_dong
    [came-later] delete the line, or mend the day of coming in bien_dong and the register, or the table's day
   *[elsewhere] delete the line, mend the pupil's code, or write Chuyển lớp or Chuyển đi in bien_dong if the child left after the table was made
  }
c315 = the report card of pupil { $pupil } (class { $class }) has no results for the school year { $year }
c315-help = add an item nam_hoc: "{ $year }" to the pupil's qua_trinh
c316 = the personal id { $found } does not fit the pupil: { $part ->
    [province] its first three digits are no province on the day of birth
    [sex] its fourth digit must be { $due } by sex and century
   *[year] its fifth and sixth digits must be { $due } by the year of birth
  }
c316-help = compare with the birth certificate; mend the id, the birth date or the sex; leave it if the paper says so

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
c409 = not promoted, though { $result ->
    [not-given] levels and marks complete
   *[other] the result { $result } completes
  } grade { $grade } (school year { $year })
c409-help = write len_lop: true, or mend ket_qua, levels and marks if they are what is wrong
c410 = a mark of 0 in { $subject }, { $period }, grade { $grade } (school year { $year })
c410-help = leave it if the mark really is 0; if the pupil was absent or exempt, delete the line diem and say why in the remark
c411 = a table of this period ({ $period }) has no { $key }: the year's result stands in the year-end table alone
c411-help = delete the line { $key }, or write thoi_diem: CN if this is the year-end table
c412 = { $subject } has a first mark and no last one ({ $period }, grade { $grade }, school year { $year })
c412-help = write diem: with the mark of the last test; if there was only one test, rename diem_lan_dau to diem
c413 = { $what ->
    [twice] the school year { $year } stands twice in this card
    [back] the school year { $year } says grade { $grade }, below grade { $before } of the year before
    [skipped] the school year { $year } says grade { $grade }, after grade { $before }
    [repeated] the school year { $year } says grade { $grade } again, though the year before says promoted
   *[promoted] the school year { $year } says grade { $grade }, though the year before says not promoted from { $before }
  }
c413-help = mend nam_hoc, khoi or len_lop of the year that is wrong, by the paper card or the system it came from
c414 = { $gap ->
    [not-given] the card begins in grade { $grade } (school year { $year }); the years before are missing
   *[other] the card lacks the school year { $gap }, before grade { $grade } in { $year }
  }
c414-help = add the missing years to qua_trinh, those at the old school too; leave it if the old school has not sent the card
c415 = { $what ->
    [date] the second assessment on { $date } is not in the summer after the school year { $year }
   *[needless] there is a second assessment in summer, though the result { $result } completes grade { $grade } (school year { $year })
  }
c415-help = { $what ->
    [date] mend the day: from the end of the school year to the end of August
   *[needless] delete danh_gia_lai, or write ket_qua: CHT, the result before it
  }
c416 = promoted { $summer ->
    [failed] though the second assessment was not passed
   *[none] though the grade was not completed and there was no second assessment
  } (grade { $grade }, school year { $year }{ $result ->
    [not-given] {""}
   *[other] , result { $result }
  })
c416-help = add danh_gia_lai: with day and ket_qua, or name the principal's decision (quyết định) in hoan_thanh, or write len_lop: false; in a summary say so in ghi_chu
c417 = the sentence "{ $said }" does not agree with { $what ->
    [grade] grade { $grade }
    [school] grade { $grade }: only grade 5 completes primary school
   *[promotion] the line len_lop
  } (school year { $year })
c417-help = mend hoan_thanh for the grade and the promotion, or mend khoi or len_lop if they are what is wrong
c418 = { $what ->
    [not-done] pupil { $pupil } is in the list of those who completed primary school, but the card (grade { $grade }) does not say so
   *[not-listed] the card says that pupil { $pupil } completed primary school, but this list does not have the child
  }
c418-help = compare with the decision and mend the list or the card
c419 = title of pupil { $pupil }: the card says { $card ->
    [not-given] nothing
   *[other] { $card }
  }, the register of awards says { $register ->
    [not-given] nothing
   *[other] { $register }
  }
c419-help = add a line with danh_hieu to khen_thuong, or make both say what the decision says

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
c507 = the XML file { $path } of the digital report card lacks: { $fields }
c507-help = do not edit a signed file; download it again; if the issued one really lacks it, have it withdrawn and issued again, or leave it with a note
c508 = the digital report card (XML) of pupil { $pupil } differs in { $what }: the XML says { $xml ->
    [not-given] nothing
   *[other] { $xml }
  }, the export says { $ours ->
    [not-given] nothing
   *[other] { $ours }
  }
c508-help = mend the export if it is wrong, or tep_xml if it names another pupil's file; if the signed copy is wrong, have it withdrawn and issued again, and write trang_thai: Đã thu hồi
c509 = the XML file { $path }: { $what ->
    [missing] no signing entry of { $who }
    [time] the signing time of { $who } can't be read: { $first }
   *[order] { $who } signed at { $second }, before the one who signs earlier ({ $first })
  }
c509-help = download the file again; if it was issued so, tell whoever runs the system, keep the file and add a note; the order is GVCN, CBQL, issue
c510 = digital report card of pupil { $pupil } ({ $state }): { $what ->
    [two-live] another copy is still in force, line { $line }
    [replaces-nothing] a re-issued copy does not say which one it replaces
    [replaces-unknown] the copy that it replaces is not in this list
    [replaces-other] the copy that it replaces is another pupil's
    [replaces-live] the copy that it replaces is not marked as withdrawn
   *[replaces-newer] the copy that it replaces was issued after it
  }
c510-help = { $what ->
    [two-live] one copy a pupil and year is in force: write trang_thai: Đã thu hồi for the old one
   *[other] write in thay_cho the look-up code of the withdrawn copy, and trang_thai: Đã thu hồi for that one
  }
c511 = the digital signature in { $path } does not fit the content: the file was changed after signing
c511-help = download the original again; do not open and save it, for one space is enough to break the signature
c512 = { $path } can't be a picture of a text: { $what }
c512-help = a picture of a text is a PNG or JPEG whose name ends in .png, .jpg or .jpeg; try to open it, save it as PNG or JPEG and mend the path; a file of another kind belongs into tep_kem
c513 = the picture { $path } is beyond what is taken: { $what } ({ $limit })
c513-help = make the picture smaller (2000 pixels on the longer side are enough for print), or divide the text; to keep the original file as it is, name it in tep_kem too
c514 = no words say what the picture { $path } shows
c514-help = write between the brackets what it shows, for those who can't see it: ![The school yard]({ $path })
c515 = the picture { $path } lies on the network, not in the export
c515-help = download it, copy it into the export and write its path from the folder of this file; an archive opens without a network
c516 = the digital signature in { $path } does not fit the key of the certificate in the file: signature, signed part or certificate was replaced
c516-help = download the original again; if that is no better, ask who runs the report card system to withdraw the copy and issue it again

# C6xx – dates and authorities.
c601 = { $authority } had no authority, or no longer, on { $date }
c601-help = name the authority that was competent on the document's date; since 01/7/2025 there is no district level, and public primary schools belong to the commune; in co_quan_chu_quan add den: its last day
c602 = the date { $date } lies outside the school year ({ $first } to { $last })
c602-help = check the date, above all its year and the order of day and month; leave it if the paper says the same
c603 = { $second } comes before { $first }, which it must follow
c603-help = compare both dates with the paper; most often day and month are swapped or the year is wrong
c604 = { $kind } is dated { $date }, after { $due }, the day set by the school's plan
c604-help = mend the day if it is wrong; leave it if it really was late, or mend the day in truong.yaml (han_khoa_hoc_ba, han_nop) if the school extended it
c605 = { $list ->
    [hieu_truong] on { $date } there is a record ({ $file }), but nobody in hieu_truong held the office
   *[other] on { $date } there is a record ({ $file }), but there is no body in co_quan_chu_quan
  }
c605-help = mend tu and den in { $list } of truong.yaml so that the days follow without a gap, acting heads included
c606 = the province code { $found } ({ $name }) { $due ->
    [not-given] was not in use on { $date }
   *[other] belonged to { $due } on { $date }
  }
c606-help = write the code and name in use at the end of the school year; codes from before the merger go to ma_cu

# C7xx, C8xx – terms and completeness.
c701 = the term { $term } is shorter than the least, { $floor }, for { $kind }
c701-help = write thoi_han: "{ $floor }" or longer, by row { $row } of { $act }{ $sure ->
    [yes] {""}
   *[no] {" "}(this row was not yet compared with the original text)
  }
c702 = the school's list of files has no { $title } ({ $kind }), of which the export has records
c702-help = add { $kind } to loai_ho_so of the file that holds it, or add a file to the list; until then the table's least term applies
c703 = the list of files and terms { $act } does not say who signed it
c703-help = write nguoi_ki: with the principal's code of nhan_su; an unsigned list is no ground for a retention term
c801 = the export has no { $title } ({ $kind }), { $owner ->
    [to] a record of the subject teams
    [gv] a record of the teachers
   *[truong] a record of the school
  } that the charter demands
c801-help = add a file with the line loai: { $kind }; if the record is kept on paper, say so in the list of files (by { $clause } of { $act }{ $sure ->
    [yes] {""}
   *[no] , not yet compared with the original text
  })
c802 = { $title } ({ $kind }), { $owner ->
    [to] a record of the subject teams
    [gv] a record of the teachers
   *[truong] a record of the school
  }, is missing for { $per ->
    [team] department
    [grade] grade
   *[class] class
  } { $units }
c802-help = add a file with the line loai: { $kind } for each { $per ->
    [team] department
    [grade] grade
   *[class] class
  }; if the record is kept on paper, say so in the list of files (by { $clause } of { $act }{ $sure ->
    [yes] {""}
   *[no] , not yet compared with the original text
  })
