# Words of prints, minutes and copies: titles, roles, covers. Vietnamese in ../vi/papers.ftl with the same ids.

# Sealing minutes and redacted copies.
minutes-title = Sealing minutes { $archive }
minutes-title-copy = Sealing minutes of a redacted copy { $archive }
redact-for-inspector = for an inspection
redact-for-public = for the public
redact-system = { $system }; REDACTED COPY { $whom }, from seal { $seal } …

# Roles of those who sign.
role-hieu_truong = Principal
role-van_thu = Clerk
role-thanh_tra = Inspector
role-so_gddt = Department of Education

# Cover of a printed set.
print-subject-records = Records
print-subject-class = class { $told }
print-subject-term = retention term: { $told }
print-subject-year = school year { $told }
print-title-set = Set: { $subject }
print-title-booklet = A3 booklet: { $title }

# Papers of a destruction and of copies.
filled-authority = Principal of { $school }
filled-minutes = Minutes no. { $number }, { $day }
filled-time = { $clock } on { $day }
