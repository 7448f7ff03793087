# Words about the chain of seals and corrections. Vietnamese in ../vi/lineage.ftl with the same ids.
cli-arg-build-supersedes = The archive that this one corrects; a new serial, and both archives stay
cli-arg-build-reason = Why it is corrected, for the seal and the minutes; no pupil's name
cli-lineage-unsound = { $path } is not as it was sealed, so it can be neither followed nor corrected
cli-lineage-unsound-help = run "niemphong verify" on it; use a copy that is whole
cli-lineage-time = the sealing time lies before seal no. { $serial } ({ $sealed }) in { $path }
cli-lineage-time-help = look at --sealed-at and at the clock: each seal comes after the one before
cli-lineage-same-year = { $archive } has seal no. { $serial } in { $path } already
cli-lineage-same-year-help = to mend a mistake, use --supersedes { $path } --reason "why"; both archives stay
cli-lineage-earlier-year = this school year comes before { $archive } in { $path }
cli-lineage-earlier-year-help = seals follow the school years; --previous must be the archive sealed last
cli-lineage-other-year = the archive to be corrected is { $archive }, which is not what is being built
cli-lineage-other-year-help = a correction is of the same school and school year; look at --supersedes
cli-lineage-not-last = the archive to be corrected has serial { $serial }, higher than that of --previous
cli-lineage-not-last-help = --previous must be the school's archive that was sealed last
cli-lineage-name = the reason names a pupil: { $found }
cli-lineage-name-help = the seal stays for ever after the records are destroyed; write "a wrong mark of a pupil of class 3A"
cli-lineage-reason = the reason "{ $found }" can't be used: { $said }
cli-lineage-reason-help = write one line of at most 400 bytes
page-correction = A correction
page-correction-note = This archive corrects seal no. { $serial }. Reason: { $reason }
page-correction-both = Both archives stay. Digest of the seal that is corrected:

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
