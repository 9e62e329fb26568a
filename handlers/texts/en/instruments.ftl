# Instruments: must it be verified, how often, by whom, who helps to pay.

instrument-listed = This type is on the group-2 list of measuring instruments.
instrument-unsure = This type is on the group-2 list as far as it could be read, but something about it is not certain.
instrument-cycle = Periodic verification: { $cycle }.
instrument-where = Usually found in: { $where }
instrument-ask-use = What do you use it for?
always-trade = It serves trade, so it must be verified.
always-inspection = It serves inspection or official duty, so it must be verified.

aspect-cycle = How often to verify?
aspect-obligation = Is it compulsory?
aspect-providers = Who can verify it?
aspect-programmes = Who helps to pay?
aspect-early = What ends it early?
aspect-document = Under which documents?
aspect-calibration = Voluntary calibration
aspect-fee = Price

use-trade = Trade and payment
use-safety = Safety
use-health = Health care
use-environment = Environment
use-own = In-house, no trade

obligation-depends = It depends on the use: for trade, safety, health or the environment, verification of the { $name } is compulsory; for in-house use it is not.
duty-unsure = According to the list as far as it could be read, with something uncertain about it:
duty-trade = Yes. Used for trade and payment, the { $name } is a group-2 instrument and needs:
duty-safety = Yes. Used for safety, the { $name } is a group-2 instrument and needs:
duty-health = Yes. Used in health care, the { $name } is a group-2 instrument and needs:
duty-environment = Yes. Used to protect the environment, the { $name } is a group-2 instrument and needs:
duty-inspection = Yes. Used for inspection or official duty, the { $name } is a group-2 instrument and needs:
control-approval = type approval (the maker's or importer's task)
control-initial = initial verification, before it is put into use
control-periodic = periodic verification
control-repair = verification after repair
controls-cycle = Periodic: { $cycle }.
controls-free = Not required: { $controls }.
controls-unread = Could not be read in the documents: { $controls }.
obligation-stop = If it reads wrong or breaks, stop using it, have it mended and verified again.
own-free = No. Used in-house only, not for trade, safety, health or the environment, the { $name } belongs to group 1 and need not be verified.
own-calibration = To know whether it reads right you can have it calibrated; that is voluntary.
own-change = Before you use it for trade, it must be verified.
law-own = Law on Measurement 2011 (being amended), Articles 16, 18 and 22.3
law-group-two = Law on Measurement 2011 (being amended), Articles 16, 19
law-both-groups = Law on Measurement 2011 (being amended), Articles 16, 18, 19
law-early = Circular 23/2013/TT-BKHCN, Article 20.7
law-being-amended = The Law on Measurement 2011 is being amended, so check again before you file papers.

cycle-unknown = no data yet
cycle-every = every { $months } months
cycle-initial-only = none, initial verification only
cycle-disputed = the documents disagree, see “How often to verify?”
cycle-in-doubt = possibly every { $months } months, in doubt
cycle-no-data = There is no data on the verification cycle of this type. Go by the expiry date on the stamp or certificate, or let me ask the office.
cycle-by = Every { $months } months, under { $document }.
cycle-by-unsure = Possibly every { $months } months, under { $document }, but this is not certain: it was not checked against the original.
cycle-initial = Initial verification only, before it is put into use; there is no periodic one, under { $document }.
cycle-unchecked = { $document } (in force from { $start }) says the same in the copy read, which was not checked against the original.
cycle-disagree = The documents that could be read disagree:
cycle-doubted = Possibly every { $months } months, but there is a doubt:
cycle-shorter = Until staff have compared them, the shorter term ({ $months } months) is the safe one.
cycle-paper = The expiry date on the stamp or certificate decides; please go by that date.
reading-months = { $document }: { $months } months, from { $start }
reading-unclear = { $document }: no cycle found, from { $start }
reading-none = { $document }: no periodic verification, from { $start }
estimate = A certificate of { $issued } is estimated to hold until { $ends } (counting { $months } months).
estimate-left = That leaves { $days } days. This is only an estimate.
estimate-passed = That passed { $days } days ago. This is only an estimate; if the paper has run out too, have it verified before using it again.
document-law = Group 2 and verification: Law on Measurement 2011 (Articles 16, 19) and Circular 23/2013/TT-BKHCN (Article 4, amended several times).
document-cycle = Verification cycle:
document-control = Forms of control: { $basis }
watch-law = Law being amended
watch-circular = Circular 04/2026

early =
    A certificate ends before its date when:
    • the instrument is changed in a way that affects how it measures;
    • it is broken or reads outside the permitted error;
    • the mark, stamp or certificate is lost or damaged.
    Then stop using it, have it mended if need be, and have it verified again, even if the date on the stamp has not come.

verifiers-lead = Whom to contact, according to the sources read (ask about their scope first):
verifiers-not-local = In the province: no data yet.
verifiers-free-choice = You may choose any designated verification body in the country with a fitting scope.
verifiers-none = There is no data yet on who can do this type.
calibrators-lead = Who may calibrate it, according to the sources read (ask about their scope first):
calibration-rule = Calibration of group-1 instruments is voluntary; it does not replace compulsory verification.
field-only = the source names only the field
service-unsaid = verification or calibration not said
validity-unknown = validity not known
validity-until = valid to { $end } according to the copy read
validity-lapsed = the copy read ran out on { $end }, to be checked

paying-lead = A part of the cost may be carried by:
paying-condition = Condition: { $condition }
paying-rule = The user pays for verification; the figures above are ceilings.
fee-unknown = There is no data on prices. Each verification body posts its own; please ask the one you choose.
fee-who-pays = Who pays?
