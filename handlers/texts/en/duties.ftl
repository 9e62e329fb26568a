# Deadlines, duties, yearly days, the province's plan, training, changing law.

deadline-when = When: { $when }
deadline-next = Next: { $day }, in { $left } days.
deadline-doubtful = Staff must still settle this date under newer texts, so I do not count down to it.
deadline-who = Who: { $who }
deadline-what = What: { $what }
deadline-basis = Legal basis: { $law }

observance-next =
    { $left ->
        [0] It is today, { $day }.
       *[other] { $day }, in { $left } days.
    }
observance-once = This was the event of one year and does not return on the same day. Next time: no data yet.
observance-theme = Theme of { $year }: { $theme }
observance-no-theme = Theme of { $year }: not announced.
observance-local = Events in Lạng Sơn: no data yet.
observance-basis = Basis: { $basis }
observance-past = Recent years:
observance-history = Earlier years
observance-card = When is it next?
no-theme = not announced or not found

plan-aim = Aims
plan-target = Targets
plan-money = Money
plan-task = Tasks
plan-actor = Who does it
plan-phase = Phase { $phase }.

training-schedule = Dates of coming classes and fees: no data yet; the office announces them. What is known:
training-runner = Run by: { $value }
training-when = When: { $value }
training-duration = Length: { $value }
training-target = For: { $value }
training-capacity = Size: { $value }
training-certificate = Certificate: { $value }
training-topics = Topics: { $value }
training-others = Classes held before

law-status = Status: { $status }
law-advice = It may change; ask the office before you file papers.
plan-targets = Targets of {$phase}:
