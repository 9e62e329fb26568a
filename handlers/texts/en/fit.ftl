# A few questions, then programmes.

fit-title = Suggested programmes
fit-kind = A few short questions, no personal data, then I suggest programmes. What are you?
fit-enterprise = Enterprise
fit-household = Household business
fit-cooperative = Cooperative
fit-service-body = Verification or test body
fit-agency = Public body

fit-trade = What is your main line of business?

fit-size = About how many people work there? Choose, or type the number. (When support is decided, turnover and capital count too.)
fit-micro = Micro (up to { $most } people)
fit-small = Small (up to { $most } people)
fit-medium = Medium (up to { $most })
fit-large = Large (over { $most } people)

fit-want = What would help you most?
want-verification = Verification costs
want-measurement = Better measurement control
want-quality = Productivity, quality, ISO
want-export = Testing export products
want-technology = Machines, new technology
want-digital = Digital tools, software
want-consulting = Consulting
want-training = Training
want-fair = Fairs, sales
want-barcode = Barcodes
want-award = Quality award
want-startup = Innovative start-up
want-information = Market information

fit-link = Is your enterprise one of these?
link-startup = Innovative start-up
link-chain = Part of a value chain
link-cluster = In an industry cluster
link-none = None of these
link-unknown = Not sure

fit-lead = From what you told me:
fit-none = No programme matches what you told me. You can send a question and the office will look into it.
fit-fits = Fits (conditions as the programme states them):
fit-may = May fit, something must be checked:
fit-cannot = Does not fit:
not-for = only for { $who }.
not-linked = needed: { $condition }.
size-micro = micro
size-small = small
size-medium = medium
size-large = large
