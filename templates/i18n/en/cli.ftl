# Words of the command line. Vietnamese in ../vi/cli.ftl with the same ids.
cli-help = niemphong: turns the exported records of a primary school into a sealed static archive, and verifies it ever after
cli-help-after = Exit codes: 0 done, sound · 1 the data or the archive is wrong · 2 wrong usage · 3 could not complete · 4 sound bytes, signer not established · 130 interrupted. Any other: treat as failure.
cli-usage = Usage
cli-value-command = COMMAND
cli-heading-commands = Commands
cli-heading-arguments = Arguments
cli-heading-options = Options
cli-heading-common = Common options
cli-help-init = Make a new export folder with the files that must be there, and the schemas
cli-help-check = Check an export: every finding at once, each with file, line, column and how to mend it
cli-help-build = Check, then build, seal and sign an archive; writes nothing while the data is wrong
cli-help-verify = Whether an archive is what was sealed
cli-help-prove = Write the proof that one record belongs to a sealed archive
cli-help-verify-proof = Verify such a proof, a seal pack, or the folder of an extract, without the archive
cli-help-sign = Add a role's signature to a sealed archive
cli-help-key = Make and show keys
cli-help-key-new = Make a key pair: PREFIX.key and PREFIX.pub
cli-help-key-secret = Make the secret file by which an archive can be built again with the same bytes
cli-help-key-show = Show a public key and its fingerprint
cli-help-trust = Trust files: whose keys count
cli-help-trust-new = Make a trust file for one school, signed by the root key
cli-help-trust-show = Read a trust file in plain words, and which roots signed it
cli-help-trust-add = A new version: further public keys
cli-help-trust-revoke = A new version: a key is revoked (lost, stolen), since the day it may have been in other hands
cli-help-trust-succeed = A new version: a successor takes over an office
cli-help-trust-hold = A new version: an order that a volume must not be destroyed
cli-help-trust-lift = A new version: an order against destruction ends
cli-help-trust-paper-seal = A new version: signed and stamped sealing minutes were received on paper
cli-help-trust-paper-disposal = A new version: a signed statement of destruction was received on paper
cli-help-trust-policy = A new version: which archives need whose signatures
cli-help-trust-rotate-root = A new version: other root keys
cli-help-trust-renew = A new version: the same for longer
cli-help-trust-sign = Add a further root's signature to a trust file
cli-help-due = List what has reached the end of its term by the beginning of a year
cli-help-redact = Make a redacted copy for inspection or for the public: a second archive with its own seal, which names the seal it was made from
cli-help-shelf = Make one start page that opens and searches several archives; it holds no personal data
cli-help-print = Put sealed prints together as a print set or as A3 booklets, or list records by retention class (derived, written into a new folder)
cli-help-files = From a sealed archive: inventories, lists of documents, evidence, hand-over minutes, and each file as PDF + XML (NĐ 30/2020, Annex VI)
cli-help-sample = Write the data of an invented school of any size
cli-help-schema = Print the JSON Schema of a kind, or list the kinds
cli-help-explain = Explain a finding code
cli-help-completions = Print shell completions
cli-help-man = Print manual pages
cli-help-demo = The main job on the sample school, with a throw-away key
cli-arg-help = Print this help
cli-arg-version = Print the version
cli-arg-lang = Language of messages (default: vi; or the variable NIEMPHONG_LANG)
cli-arg-format = Form of the answer: text for people, json for programs (default: text)
cli-arg-jobs = Number of workers (default: the machine's processors; one to read from a disk that turns)
cli-arg-templates = Folder whose files replace the templates carried inside
cli-arg-schemas = Folder whose files replace the schemas and catalogue carried inside
cli-arg-folder = The folder to make
cli-arg-export = The export folder
cli-arg-archive = The archive folder
cli-arg-archives = The archive folders
cli-arg-out = Where to write; nothing is ever overwritten
cli-arg-folders = Archives, or folders that hold archives
cli-arg-shelf-out = The folder of the start page, beside the archives; moved together they stay connected
cli-arg-audience = Whom the copy is for: inspector (records without parents, addresses, ids, ethnicity, health, remarks) or public (plans and disclosures; all else only counted)
cli-arg-redact-previous = The copy for the same audience sealed before this one
cli-arg-key-new-out = Start of the file names: PREFIX.key and PREFIX.pub
cli-arg-key-secret-out = The file to make; outside the archive, beside the export (du-lieu.bi-mat beside du-lieu)
cli-arg-sealed-at = When it is sealed, as 2026-06-12T09:30:00+07:00 (default: now)
cli-arg-previous = The school's archive sealed before this one, to go on with the chain
cli-arg-cosigner = Public key file PREFIX.pub of someone who signs later with sign: the sealing minutes carry the fingerprint (may be repeated)
cli-arg-tools = Folder with the niemphong-verify programs (Windows, Linux) that are to travel inside the archive (default: the folder tools beside this program, if there is one)
cli-arg-no-tools = No verifying program travels inside the archive
cli-arg-plan = Only show what would be written; write nothing
cli-arg-secret = The school's secret file (default: EXPORT.bi-mat beside the export, if there is one)
cli-arg-cache = Folder for finished prints, so that the next build makes only corrected records again; needs the secret file and the same --sealed-at. Holds children's data: keep it as you keep the export, and copy it nowhere
cli-arg-key = The secret key file
cli-arg-key-show-key = The public key file PREFIX.pub
cli-arg-password-file = A file with the password on one line (asked for if left out)
cli-arg-role = Role: hieu_truong, van_thu, thanh_tra or so_gddt
cli-arg-holder = The key holder's name
cli-arg-chain = Further archives of the chain, oldest first
cli-arg-trust = The trust file, outside the archive
cli-arg-trust-root = The root key's fingerprint, from paper
cli-arg-expect-seal = The seal's digest, from the paper minutes
cli-arg-as-of = The day by which keys are judged (default: today)
cli-arg-quick = Quick check: the contents of files are not read, so that it never passes
cli-arg-min-serial = The lowest serial that is acceptable, from paper
cli-arg-min-trust-version = The lowest version of the trust file that is acceptable, from paper
cli-arg-file = The trust file as it is
cli-arg-trust-out = The new trust file; its signatures go beside it; nothing is ever overwritten
cli-arg-trust-new-root = Secret key files of the roots; each signs
cli-arg-trust-password-file = Files with the password on one line: one for all keys, or one for each (asked for if left out)
cli-arg-days = For how many days from its issue (left out: as long as the version before; the first: to the end of the fifth year)
cli-arg-trust-new-school = The school's code, best with its province: 82/82760123 (left out: every school)
cli-arg-need = How many of these roles are enough (left out: all)
cli-arg-valid-from = First day of the keys
cli-arg-valid-to = Last day of the keys (left out: with the file)
cli-arg-further-roots = Public keys of further roots, which sign later by "trust sign"
cli-arg-threshold = How many roots must sign
cli-arg-key-spec = The key: a .pub file, its 56 characters, or its fingerprint
cli-arg-reason = Why
cli-arg-since = The earliest day on which the key may have been in other hands
cli-arg-on = The day of revocation (left out: the day of issue)
cli-arg-successor = The successor's public key
cli-arg-from = First day
cli-arg-until = Last day (left out: none yet)
cli-arg-archive-id = The archive's id, from the minutes: vn/82/82760123/2025-2026
cli-arg-volume = The volume, by its term: vinh-vien, 70-nam … 2-nam
cli-arg-order = Number, day and origin of the order
cli-arg-serial = The seal's number, from the minutes
cli-arg-seal-digest = The seal's digest on the paper minutes; blanks don't matter
cli-arg-statement = The digest of the statement of destruction
cli-arg-received = The day the paper was received (left out: the day of issue)
cli-arg-pattern = An archive's id, or its beginning and *, as in "vn/82/82760123/*"; redacted copies are "vn/82-tt/…" (inspection) and "vn/82-ck/…" (public)
cli-arg-remove = Take this policy away
cli-arg-roots = Public keys of ALL roots from now on
cli-arg-root = The root's secret key file
cli-arg-add = Public keys to trust
cli-arg-school = The school code that the trust file is for (default: every school)
cli-arg-require = Roles that must have signed (default: the roles of the added keys)
cli-arg-issued = Day of issue (default: today)
cli-arg-year = The year asked about
cli-arg-pupils = Number of pupils (default: 120)
cli-arg-seed = Seed: the same seed gives the same data (default: 1)
cli-arg-school-year = School year (default: 2025-2026)
cli-arg-class = Only records of this class, such as 5A
cli-arg-retention = Only records of this retention class: vinh-vien, 20-nam …
cli-arg-print-kind = Only this kind of record, such as hoc_ba
cli-arg-print-record = Only the record with this id, such as hoc-ba.2412345678
cli-arg-all = Every record of the archive
cli-arg-booklet = A folded A3 booklet for each record: two pages a side, in saddle order
cli-arg-print-list = Lists of records by retention class, a PDF each, instead of the prints (derived)
cli-arg-one-sided = Print on one side: no blank pages
cli-arg-files-file = Only the file with this number in the school's list of files, such as 09.HS
cli-arg-lists = Only the lists and XML, no copies of the documents
cli-arg-kind = Kind of record
cli-arg-record = The record, such as hoc-ba.2412345678
cli-arg-proof = The proof file, or the folder of an extract
cli-arg-code = Finding code, such as C405
cli-arg-shell = The shell: bash, elvish, fish, powershell or zsh
cli-progress-read = Reading
cli-progress-render = Rendering
cli-error = error
cli-error-full = { $path }: the disk or medium is full
cli-error-full-help = make room or take another medium, and run the same command again; nothing was left half-written
cli-error-permission = { $path }: no permission to write or read here
cli-error-permission-help = choose another folder, or ask for the right to write, and run it again; nothing was left half-written
cli-error-read-only = { $path }: the disk or medium can only be read
cli-error-read-only-help = release the medium's write lock if it has one, or take another medium
cli-error-too-large = { $path }: this medium can't hold so large a file (FAT32 takes none of 4 GB or more)
cli-error-too-large-help = use a medium with exFAT or NTFS; or copy without encryption, which needs no large file
cli-error-name = { $path }: the medium does not take this name, which has one of " * : < > ? | \ or ends with a full stop or a space
cli-error-name-help = choose another name and run it again
cli-error-io = { $path }: { $said }
cli-error-io-help = check the path, permissions and free space, then run again; nothing was left half-written
cli-error-data = { $said }
cli-error-form = a record does not go through its form: { $said }
cli-error-form-help = with --templates, compare that form with the one carried inside, or delete it from the folder; without, send the line above to the makers of the program
cli-error-broken = { $path }{ $line ->
    [not-given] {""}
   *[given] , line { $line }, column { $column }
  }: { $what ->
    [missing] there is no such file
    [not-text] the file is not UTF-8
    [not-font] the file is no TrueType font that can be read
    [markup] this text, once filled, can't be printed: { $said }
    [date] { $said } is no day of the calendar
    [month-day] { $said } is no month and day of every year
    [term] the term of row { $said } is neither a number of years from 2 to 70 nor Vĩnh viễn
    [result] { $said } is not the code of one of the four results
    [kind-name] { $said } can't be the name of a kind
    [kind-twice] the catalogue has the kind { $said } already
    [key-twice] the key { $said } is in two classes: { $due }
    [lacks] the key { $said } is missing
    [unknown-key] there is no key { $said }
    [unknown-value] there is no value { $said }
    [unlisted] { $said } is not in the list
    [wrong-type] a value of the wrong type: { $said }
    [yaml] not YAML: { $said }
   *[unreadable] the program can't read this file: { $said }
  }
cli-error-broken-help = { $what ->
    [missing] add the file, or take out the entry that leads to it; a new kind needs both its .catalogue.yaml and its .schema.json
    [not-text] save the file as UTF-8
    [not-font] put another .ttf file there, or delete it to use the font carried inside
    [date] write year-month-day, as in 2025-07-01, or day/month/year
    [month-day] write month-day, as in 06-30; 02-29 is none of every year
    [term] write the years, as in 20, or Vĩnh viễn
    [result] write HTXS, HTT, HT or CHT
    [kind-name] use small letters without marks, digits and underscores, as in so_tiem_chung
    [kind-twice] choose another name; to change a kind that is there, mend a copy of catalogue.yaml
    [key-twice] leave the key in one class
    [lacks] add the key { $said } to the entry on this line, as in the program's own file
    [unknown-key] delete the key or mend its name; keys that are taken: { $due }
    [unknown-value] write one of the names: { $due }
    [unlisted] write one of: { $due }
   *[other] compare with the program's own file, and look at the line named and the one above it; without the file the program uses its own
  }
cli-error-folder-file-large = { $path }: larger than 16 MiB, which --{ $option } does not take
cli-error-folder-file-large-help = leave only files in that folder that stand for the program's own
cli-error-folder-file-name = { $path }: the name is not UTF-8, which --{ $option } does not take
cli-error-folder-file-name-help = rename the file with plain letters, digits and dashes
cli-error-folder-foreign = { $path }: holds no file that --{ $option } could replace or add
cli-error-folder-foreign-help = name the right folder: its files must lie as in { $option ->
    [templates] the program's templates, as in pdf/hoc_ba.typ or i18n/vi/pages.ftl
   *[schemas] the program's schemas, as in retention.yaml or so_tiem_chung.schema.json
  }
cli-error-interrupted = stopped as asked; nothing was left half-made
cli-error-exists = { $path } exists, and nothing is ever overwritten
cli-error-exists-help = choose another name, or move the old one away yourself
cli-error-busy = another program is writing { $path }
cli-error-busy-help = wait until it has finished, then run again
cli-error-bad-target = { $path } can't be the name of an archive
cli-error-parity-list = { $path } can't be used: both its lists of blocks are damaged
cli-error-parity-list-help = take the parity file beside another copy, or repair from another copy
cli-error-changed = { $path } changed while it was being read
cli-error-changed-help = leave the export folder alone and run again
cli-error-no-school = the export lacks the facts about the school
cli-error-no-tools = { $path } holds no program to travel inside the archive
cli-error-no-archive = there is no archive in { $path }
cli-error-no-archive-help = name a folder that holds seal/seal.txt, or one at most three folders above it
cli-error-inside-archive = { $path } lies inside the archive { $archive }
cli-error-inside-archive-help = choose a folder outside every archive: whatever is added to one makes it fail verification
cli-error-other-drive = { $path } lies on another drive, and there is no relative way to it
cli-error-other-drive-help = put the shelf on the drive where the archives are
cli-error-no-basis = { $path } does not hold what its records were printed with, so nothing can be printed anew
cli-error-no-basis-help = build the archive again from its export with this version, or redact the archive that a copy was made from
cli-error-nothing-left = nothing of this archive may be shown to that audience one by one, and an archive needs a record
cli-error-copy-lost = record { $id } (kind { $kind }) is no record any more once redacted: the rules mask or leave out { $keys ->
        [none] a key that its form can't do without
       *[other] { $keys }, of which its id is made
    }
cli-error-copy-lost-help = in schemas/redaction.yaml, list { $keys ->
        [none] every required key of the kind
       *[other] { $keys }
    } in a class that is shown, or let the kind { $kind } only be counted (count); nothing was written
cli-error-is-copy = { $found } is a redacted copy already
cli-error-is-copy-help = make the copy from the original archive
cli-error-clock = this computer's clock says { $now }, before the school year { $year } began; once sealed, the time can't be changed
cli-error-clock-help = set the date and time of the computer, or state the time: --sealed-at 2026-06-12T09:30:00+07:00
cli-clock-late = note: the time of sealing was taken from this computer's clock, { $now }, long after the school year { $year }; if the clock is wrong, drop this archive, set the clock and build again
cli-error-sealed-at = { $found } is not a time of sealing
cli-error-sealed-at-help = write it as 2026-06-12T09:30:00+07:00
cli-error-cache-folder = { $path } holds something else and is no cache of this program
cli-error-cache-folder-help = choose a new or empty folder
cli-error-cache-secret = --cache needs the secret file: without it, correcting one record changes every print
cli-error-cache-secret-help = make one with "niemphong key secret --out EXPORT.bi-mat" (EXPORT is the export folder), or name it with --secret
cli-error-secret = { $path } is not a secret file of niemphong
cli-error-secret-help = make one with "niemphong key secret --out FILE"
cli-error-other-school = { $path } is the archive of another school: { $found }
cli-error-key = { $path }: wrong password, or not a secret key file
cli-error-key-help = check the password file (one line) and the key file
cli-error-key-failed = { $path }: { $said }
cli-error-empty-password = an empty password protects nothing
cli-error-empty-password-help = take a long sentence that you remember
cli-error-holder = the holder's name can't be used: { $said }
cli-error-passwords-differ = the two passwords differ
cli-error-no-password = there is nobody to ask for the password
cli-error-no-password-help = use --password-file FILE, the password on one line
cli-error-trust = { $said }
cli-error-trust-help = look at what was typed; the rules are in src/archive/FORMAT.md §9.2
cli-error-trust-value = { $found } can't be used: { $said }
cli-error-trust-value-help = look at what was typed; the rules are in src/archive/FORMAT.md §9.2
cli-error-no-trust-file = { $path } is no valid trust file: { $said }
cli-error-trust-unsigned = { $path } lacks signatures of its roots, and so no new version can follow it
cli-error-trust-unsigned-help = get the signed one, or let the roots that are missing sign by "niemphong trust sign"
cli-error-not-a-root = the key { $fingerprint } is no root of this trust file
cli-error-not-a-root-help = sign with a root key; "niemphong trust show" lists the roots
cli-error-signed-already = this key has signed { $path } already
cli-error-password-files = there are not as many password files as roots
cli-error-password-files-help = give one file for all keys, or one for each, in their order
cli-error-no-such-key = the trust file has no key { $found }
cli-error-no-such-key-help = give a .pub file, the key's 56 characters, or its fingerprint; "niemphong trust show" lists the keys
cli-error-revoked-already = the key of { $holder } was revoked before
cli-error-no-such-policy = the trust file has no policy for { $found }
cli-error-no-such-hold = no order stands for { $archive }, volume { $volume }
cli-error-other-role = the successor's key has the role { $found }, due is { $due }
cli-error-issued-earlier = the day of issue may not be before that of the version before ({ $issued })
cli-error-root-without-trust = --trust-root and --min-trust-version need --trust
cli-error-serial = the serial { $found } is not valid
cli-error-short-password = the password is too short, and so easily found by whoever finds the key file
cli-error-short-password-help = take at least 10 characters; a long sentence that you remember is best
cli-error-role = there is no role { $found }
cli-error-role-help = roles: { $known }
cli-error-key-without-role = the key { $key } names no role
cli-error-key-without-role-help = use the .pub file that "niemphong key new" makes
cli-error-day = { $found } is no day
cli-error-day-help = write it as 2026-06-12
cli-error-fingerprint = { $found } is no fingerprint: { $said }
cli-error-digest = { $found } is no digest: { $said }
cli-error-digest-help = type all 64 hexadecimal digits of the minutes again; spaces do no harm
cli-error-kind = there is no kind { $found }
cli-error-kind-help = "niemphong schema" lists the kinds
cli-error-code = there is no finding code { $found }
cli-error-code-help = "niemphong explain" lists the codes
cli-error-school-year = { $found } is no school year
cli-error-school-year-help = write two years in a row, such as 2025-2026
cli-error-demo = the demonstration did not come out as expected
cli-error-not-sealed = { $path } is no sealed archive
cli-error-not-sealed-help = an export goes through "niemphong build" first
cli-error-no-form = no form of these papers is in force on { $day }; nothing was written
cli-error-no-form-help = look at effective_from and effective_to in lap_ho_so/giay_to.yaml of the folder given with --templates; without --templates the forms carried inside are used
cli-error-no-sheets = there is no file in { $path }
cli-error-no-sheets-help = name the folder that holds photos or scans; folders inside it are not read
cli-error-print-choose = nothing was chosen to be printed
cli-error-print-choose-help = use --class 5A, --kind hoc_ba, --record ID, --retention 5-nam, alone or together; or --all; --list makes lists by retention class
cli-error-print-nothing = no record fits the choice
cli-error-print-nothing-help = classes in the archive: { $known }; "niemphong schema" lists the kinds
cli-error-print-fold = { $record } is not A4 upright and can't be folded into a booklet
cli-error-print-fold-help = leave out --booklet, or choose a kind that is A4 upright, such as --kind hoc_ba
cli-error-no-file = the list of files has no file { $found }, or the archive holds nothing of it
cli-error-no-file-help = leave out --file to do it for every file
cli-typed-unknown-argument = there is no argument { $argument }
cli-typed-unknown-command = there is no command { $argument }
cli-typed-missing = { $argument } is missing
cli-typed-value = the value "{ $value }" of { $argument } can't be used (values: { $known })
cli-typed-other = { $said }
cli-typed-help = run "niemphong --help", or add --help after the command
cli-ask-password = Password of the sealing key
cli-ask-password-again = Password again
cli-check-sound = The export can be used: { $records } records, nothing that must be mended.
cli-build-nothing-written = Nothing was written: mend the findings above and run again.
cli-build-reused = { $reused } of { $records } prints were those of the last build.
cli-build-damaged = { $damaged } damaged entries of the cache were left aside and made again.
cli-build-done = Sealed { $records } records.
    Archive:   { $path }
    Open:      { $start }
    Digest of the seal (compare with the paper minutes):
      { $seal }
cli-build-signed = Signed. Print evidence/bien-ban.pdf, sign and stamp it, keep it outside the archive.
cli-build-unsigned = NOT SIGNED: the archive is sealed but bears no signature. Sign it with "niemphong sign".
cli-plan-forever = for ever
cli-plan-volume = { $volume }: { $records } records, kept until { $until } (rows { $rules })
cli-sample-done = The sample school is in { $path }
cli-init-done = Made { $path }. Kinds of records that may be added:
cli-sign-seal = About to sign the seal of { $archive }. Its digest, to compare with the paper minutes: { $seal }
cli-sign-minutes = The minutes were made at sealing and stay as they are. Compare this key's fingerprint with the one printed there; if it is not there, write it on the paper beside the ink signature: { $fingerprint }
cli-sign-done = Signed in the role { $role }: { $path }
cli-key-fingerprint = Fingerprint (write it on paper): { $fingerprint }
cli-secret-done = Made the secret file { $path }. Keep it to yourself and out of the archive; destroy it when the archive is signed for good, at the latest before the first disposal.
cli-redact-again = redacted copy made anew, in place of the one before
cli-redact-refused = No copy was made: the archive is not what was sealed.
cli-redact-done = A redacted copy of { $shown } records; { $left } records are only counted, { $files } kept files were not copied. Give the archive itself to nobody whom this copy is for.
cli-redact-policy =
    A trust file made for one school needs one more line for its copies (without it verify says INDETERMINATE, V408), which the department adds:
    niemphong trust policy trust.yaml --archives "{ $archives }" --require hieu_truong --root so-gddt.key --out trust-2.yaml
cli-shelf-twice = { $path } has the same seal as { $other } and is shown once
cli-shelf-done = The shelf over { $archives } archives is ready. It verified none of them.
    Open: { $start }
cli-trust-done = Wrote { $path } (version { $version }, to be relied on until { $expires }) and its signatures.
    Copy onto paper and keep; who verifies types it from the paper, not from the computer:
      the lowest version (--min-trust-version): { $version }
      the root's fingerprint (--trust-root):
    { "    " }{ $fingerprint }
cli-trust-threshold = { $threshold } roots must sign together: write this number down too; who verifies types { $threshold } fingerprints, each with a --trust-root.
cli-trust-missing = { $count } ROOT SIGNATURES ARE STILL MISSING; not usable yet. The holder of another root runs: niemphong trust sign { $path } --root KEY
cli-trust-missing-old = { $count } SIGNATURES OF THE OLD ROOTS ARE STILL MISSING: without them, who has only the old fingerprint can't follow to this version. The holder of an old root runs: niemphong trust sign { $path } --root KEY
cli-trust-rotated = The roots have changed. Hand out paper with the new fingerprint; who has only the old paper verifies with both, the older first:
    { "    " }--trust { $old } --trust { $path } --trust-root "{ $fingerprint }"
cli-trust-open = further order
cli-trust-any-school = any
cli-trust-show-signed = The trust file has its signatures, and its root is the one on the paper.
cli-trust-show-unpinned = INDETERMINATE: signed by the roots that the file itself names, but not compared with a fingerprint from paper (--trust-root).
cli-trust-show-other-root = ANOTHER ROOT: the fingerprint from paper is not of a root that signed this file. Do not use it.
cli-trust-show-unsigned = ROOT SIGNATURES ARE MISSING. Do not use it; anyone could have written what follows.
cli-trust-show-head = { $path }: version { $version }, issued { $issued }, to be relied on until { $expires } ({ $left } days left)
cli-trust-show-head-expired = { $path }: version { $version }, issued { $issued }, EXPIRED after { $expires }
cli-trust-show-roots = Roots: { $signed } signed, { $threshold } needed
cli-trust-show-root-signed = { "  " }signed      { $fingerprint }
cli-trust-show-root = { "  " }not signed  { $fingerprint }
cli-trust-show-keys = Trusted keys: { $count }
cli-trust-show-key = { "  " }{ $holder } – { $role }, school { $school }, from { $from } to { $to }
    { "    " }fingerprint { $fingerprint }
cli-trust-show-revoked = { "    " }REVOKED on { $on }: { $reason }; no signature is believed from { $since } on
cli-trust-show-successor = { "    " }successor: { $holder }
cli-trust-show-policy = Policy: { $archives } needs the signatures of { $need } of these roles: { $roles }
cli-trust-show-hold = Order against destruction: { $archive }, volume { $volume }, from { $from } until { $until } ({ $order })
cli-trust-show-paper-seal = Seal on paper: { $archive } no. { $serial }, received { $received }
    { "  " }{ $seal }
cli-trust-show-paper-disposal = Destruction on paper: { $archive } no. { $serial }, volume { $volume }, received { $received }
    { "  " }{ $statement }
cli-trust-warn-expires = Note: it expires in { $left } days; issue a new version by "niemphong trust renew".
cli-trust-warn-any-school = Note: the key of { $holder } is good for EVERY school.
cli-trust-warn-no-paper = Note: the key of { $holder } has ended and no paper minutes are entered; archives that it sealed are INDETERMINATE until paper received before that day is entered ("niemphong trust paper-seal").
cli-trust-warn-no-policy = Note: there is no policy, so that every archive will be INDETERMINATE.
cli-due-head = What has reached the end of its term by 1 January { $year }:
cli-due-kept = { $archive } · { $volume }: still kept, until { $until } ({ $records } records)
cli-due-permanent = { $archive } · { $volume }: kept for ever ({ $records } records)
cli-due-reached = { $archive } · { $volume }: REACHED the end of its term on { $until } ({ $records } records), to be considered for disposal by the rules
cli-due-unverified = { $archive } · { $volume }: past { $until } ({ $records } records), but it rests on rows that nobody has read in their source, so disposal is NOT proposed: { $rows }
cli-print-refused = Nothing was printed: the archive is not what was sealed.
cli-print-done = Put { $records } records, { $pages } pages, into { $path } (derived; the files of the archive stay the records).
cli-files-done = Made the papers of { $files } files, { $documents } documents, in { $path } (derived).
cli-demo-sample = 1. Writing an invented sample school …
cli-demo-check = 2. Checking the export …
cli-demo-build = 3. Building and sealing { $records } records with a throw-away key …
cli-demo-verify = 4. Verifying the archive with the trust file:
cli-demo-verify-without-trust = 5. Verifying it without a trust file (nobody knows who signed):
cli-demo-tamper = 6. Copying the archive, changing one letter of one report card, verifying the changed copy:
cli-demo-done = Done. Open in a browser: { $start }
cli-help-copy = Copy an archive to other media, read each copy back from its medium, and write the backup log and minutes
cli-help-repair = Mend damaged or missing files of an archive from its copies, then verify it
cli-arg-targets = Where each copy goes; into it, under the archive's name, if it is a folder already
cli-arg-medium = Code of the medium, in the order of the targets (repeatable)
cli-arg-by = Who makes the copies: a name, or a staff code for the log
cli-arg-place = Where the copies are made, for the minutes
cli-arg-papers = Folder for the backup log and minutes (default: beside the archive)
cli-arg-repair-from = Copies of the archive, whole or not
cli-progress-copy = Copying
cli-progress-verify = Reading and comparing
cli-progress-repair = Comparing each file
cli-copy-done = { $path }: { $files } files, { $bytes }, read back from the medium and right ({ $resumed } files from an earlier run)
cli-copy-failed = { $path }: NO COPY: { $said }
cli-copy-clock = note: this computer's clock says { $now }, before the archive was even sealed; set the clock, and correct the dates in the backup log and minutes before signing
cli-copy-paused = what was copied for { $path } is kept; the same command goes on with it
cli-copy-papers = Backup log and minutes (to print and sign): { $path }
cli-copy-one-is-few = one copy only: at least two media are due, kept in two places
cli-copy-source-failed = { $path } is not what was sealed, so nothing was copied; mend it with "niemphong repair" first
cli-error-copy-differs = { $path }: read back from the medium it differs from the original; this medium can't be trusted
cli-error-copy-differs-help = use another medium and run again
cli-error-seals-differ = the archive and its copies carry different seals, and which one is right can't be told
cli-error-seals-differ-help = take the digest from the paper minutes: --expect-seal DIGEST
cli-error-no-seal = no place has a seal that can be read
cli-error-no-seal-help = add another copy to --from
cli-repair-mended = mended: { $path } (from { $from })
cli-repair-lost = CAN'T BE MENDED: { $path } (no copy has it as sealed)
cli-repair-aside = The damaged files were kept in { $path }
cli-repair-sound = Mended { $count } files; the archive is as it was sealed. Who signed: run "niemphong verify" with a trust file.
cli-repair-not-sound = Mended { $count } files, but the archive is still NOT as it was sealed.
cli-arg-copy-parity = Also write a parity file beside each copy, this percentage of the archive's size; it mends as much damage with no other copy
cli-arg-repair-parity = A parity file of the archive (.chan-le)
cli-repair-container = { $path }: { $count } damaged blocks were brought back; the encrypted file is as it was copied. Whether it is as sealed inside: run "niemphong verify" with the password or the key.
cli-repair-container-lost = { $path }: CAN'T BE MENDED, { $count } blocks are damaged; the file was left as it is. "niemphong verify" with the password or the key tells what can still be read.
cli-error-repair-container = { $path } is an encrypted copy, and can be mended only by the parity file that was made with it
cli-error-repair-container-help = niemphong repair COPY.tar.age --parity COPY.tar.age.chan-le; two encrypted copies of one archive can't mend each other
cli-repair-parity-short = the parity is not enough: { $lost } blocks are damaged, { $spare } can be brought back
cli-help-paper = Compare sheets of paper with what was sealed: photos or scans of them, which sealed record their symbols lead to, and what that record says
cli-arg-sheets = Photos and scans (PNG, JPEG, PDF) or a folder of them, texts read from QR symbols, or files that hold such texts, one a line
cli-arg-paper-archive = An archive to compare with; may be given again
cli-arg-pack = A seal pack to compare with; may be given again
cli-help-pack = Write a seal pack: seals, signatures and leaf hashes of archives, no personal data, enough to check paper without them
cli-pack-done = { $out }: { $archives } archives, { $leaves } records, { $bytes } bytes. It names nobody and may be handed on; "niemphong paper PHOTO --pack { $out } --trust …" checks sheets with it.
cli-pack-refused = { $path }: this archive can't go into a pack:
cli-progress-paper = Reading sheets
cli-paper-typed = Symbols that were typed
cli-paper-file = ── { $file }
cli-paper-page = ── { $file }, page { $page }
cli-paper-matches = MATCHES THE SEAL: the symbol on the sheet is of a record of { $archive }, seal number { $serial }.
cli-paper-matches-unknown = UNDETERMINED: the symbol matches a record of { $archive }, seal number { $serial }, but who sealed it is not established.
cli-paper-seal-bad = THE SEAL CAN'T BE USED: the symbol matches a record of { $archive }, but seal number { $serial } itself is faulty. Run "niemphong verify".
cli-paper-foreign = NOT OF THIS SEAL: no record of { $archive }, seal number { $serial }, has this symbol.
cli-paper-elsewhere = NOT OF THIS SEAL: the symbol names { $archive }, seal number { $serial }, which is none of those given.
cli-paper-unknown = NOT OF THIS SEAL: no record of any of the seals given has this symbol.
cli-paper-superseded = SUPERSEDED BY SEAL NUMBER { $more }: the sheet was printed under an older seal of { $archive }. Ask for a new print.
cli-paper-destroyed = VOLUME LAWFULLY DESTROYED: the symbol names volume { $volume } of { $archive }, which was destroyed under a signed statement ({ $more }). Nothing is left to compare with.
cli-paper-absent = UNDETERMINED: volume { $volume } of { $archive } is not there, so nothing can be compared. "niemphong verify" says whether it was lawfully destroyed or is missing.
cli-paper-mixed = SYMBOLS OF SEVERAL RECORDS: a sheet carries those of one. If two sheets are on the photo, take them one by one; if it is one, don't trust it.
cli-paper-malformed = SYMBOL NOT IN ITS FORM: a symbol is not written as this program writes them, or leads to another record than it names. The sheet was altered, or somebody else made the symbol.
cli-paper-few = ONLY SOME OF THE RECORD'S SYMBOLS COULD BE READ: nothing was compared. Photograph the last page again, nearer, flatter, in good light.
cli-paper-unreadable = NO SYMBOL COULD BE READ: nothing was compared. Photograph it again, nearer, flatter, in good light.
cli-paper-not-opened = NOT COMPARED: this file could not be opened as a picture of a sheet.
cli-paper-trouble-format = The file is no PNG, JPEG or PDF. If the phone saves HEIC, let it save JPEG ("most compatible").
cli-paper-trouble-broken = The picture is damaged.
cli-paper-trouble-too-large = The file is larger than is read: 128 MB, 75 million pixels, 500 pages.
cli-paper-trouble-locked = The PDF asks for a password.
cli-paper-trouble-too-long = Looking at this picture took too long and was given up.
cli-paper-sealed = Sealed by { $school } on { $day }.
cli-paper-no-values = A pack holds no values. Photograph the record's last page too: its symbols carry them; or compare with the archive.
cli-paper-above = The values of record { $record } stand above: COMPARE EACH LINE WITH THE SHEET.
cli-paper-compare = The sealed record { $record } says this. COMPARE EACH LINE WITH THE SHEET:
cli-paper-ink = The program does not see the ink: a true symbol may stand on a sheet that was changed.
cli-help-extract = Put some records into a folder or zip file to hand to a parent, another school, a court: print, source, proof, seal; nothing about any other child
cli-arg-extract-record = The record, such as hoc-ba.2412345678; several of one child may be named
cli-arg-pupil = Every record that is this child's own, by the child's code
cli-arg-extract-out = A new folder, or a new file that ends in .zip; nothing is ever overwritten
cli-extract-refused = Nothing was extracted: the archive is not what was sealed.
cli-extract-done = { $records } records are in { $path }; whoever receives it opens doc-truoc.html, and verifies with "niemphong-verify verify-proof FOLDER --trust …":
cli-extract-no-print = This archive was sealed by an earlier version, which could not prove a print by itself: the extract has no PDF.
cli-extract-look = Read before you hand it over: wording or kept files of { $records } may mention another child.
cli-error-extract-no-record = the archive has no record { $record }
cli-error-extract-no-record-help = the record's id stands at the end of each print and on the record's page; records of a destroyed volume are gone
cli-error-extract-no-pupil = no record of the archive has the pupil code { $pupil }
cli-error-extract-no-pupil-help = the code stands in report cards and in the enrolment register, such as 2412345678
cli-error-extract-no-own = the child { $pupil } is named in lists only, and has no record of its own in this archive
cli-error-extract-no-own-help = lists name other children and can't be extracted; look in the archive of another school year
cli-error-extract-others = { $record } is a list or names other children, and an extract may carry the data of one child only
cli-error-extract-others-help = extract the child's own records: --pupil CODE; for an inspection, use "niemphong redact"
cli-help-restore = Take an archive out of an encrypted copy; it is verified before it takes its place
cli-arg-encrypt = Each copy is one encrypted file (age): whoever finds the stick can't read it
cli-arg-recipient = Public key age1… of someone who may open it (repeatable); without any, a password locks it
cli-arg-recipients-file = A file of public keys age1…, one a line
cli-arg-identity = Secret key file of someone who may open it (made by age-keygen), if it is an encrypted copy
cli-arg-container = The encrypted copy (.tar.age)
cli-arg-restore-out = The archive's folder, which will be made
cli-ask-copy-password = Password of the encrypted copy
cli-progress-restore = Taking it out
cli-copy-minutes-title = Minutes of a backup: { $name }
cli-copy-method = The whole sealed archive copied, read back from the medium and compared file by file
cli-copy-method-password = { cli-copy-method }; encrypted (age) with a password
cli-copy-method-recipients = { cli-copy-method }; encrypted (age) for { $count } holders of the keys named in the minutes
cli-copy-locked = { $path }: one encrypted file with { $files } files, { $bytes }; read back from the medium, opened and right
cli-copy-locked-password = Without the password this copy is lost, and nobody can open it: write it on paper, seal it in an envelope, keep it away from the medium.
cli-copy-locked-recipients = Only holders of the secret keys can open it: keep at least two copies of such a key, away from the medium.
cli-restore-done = { $path }: { $files } sealed files taken out, { $bytes }, as they were sealed. Who signed: run "niemphong verify" with a trust file.
cli-restore-failed = { $path } is damaged where named above, so nothing was taken out; use another copy
cli-error-recipient = { $found } is not a public age key, or mistyped
cli-error-recipient-help = copy the whole line that begins with age1 (age-keygen -y FILE prints it)
cli-error-recipients-file = { $path }, line { $line }: not a public key age1…
cli-error-recipients-file-help = one key a line; lines that begin with # are left out
cli-error-identity-file = { $path }, line { $line }: not a secret key AGE-SECRET-KEY-1…
cli-error-identity-file-help = use the file that age-keygen made
cli-error-no-container = { $path } is neither an archive's folder nor an encrypted copy
cli-error-no-container-help = give the archive's folder, or the .tar.age file that "niemphong copy --encrypt" wrote
cli-error-needs-password = { $path } is locked with a password, not for a secret key
cli-error-needs-password-help = leave out --identity; use --password-file FILE or type the password when asked
cli-error-needs-identity = { $path } is locked for holders of secret keys and opens with no password
cli-error-needs-identity-help = add --identity FILE, the secret key file of someone who may open it
cli-error-wrong-opener = { $path }: the password or secret key is wrong, so nothing was verified
cli-error-wrong-opener-help = try again with what was used for this copy; if it surely is right, this may be the copy of another archive
cli-error-container-head = { $path }: the head of the encrypted copy is damaged, and it can't be opened any more
cli-error-container-head-help = use another copy, and replace this medium
cli-error-short-copy-password = the password is so short that whoever finds the medium can guess it
cli-error-short-copy-password-help = use at least 10 characters; a long sentence that you remember is best
