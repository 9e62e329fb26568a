# Sentences shared by all answers: source, no data, lists.

no-data = There is no data on this yet. You can send your question to the office; I pass it on word for word.
no-data-yet = no data yet
record-gone = This record is no longer in the catalogue. Please look it up again.
some-left = … and { $count } more.

source-read = Source: { $source } · read on { $day } · not yet confirmed by staff
source-confirmed = Source: { $source } · confirmed by staff on { $day }
source-unsure = not certain
source-vietnamese = record text in Vietnamese
unsure-lead = The following is not certain; please check with the office before relying on it:
not-sure = not certain
not-checked = not checked against the original

to-lookup = Look up
to-training = Training
to-places = Communes and wards

list-page = Page { $page } of { $pages }.
list-more = More
list-lookup = What would you like to look up?
list-fields = Which field of measurement? You can also type the name, for example “platform scale”.
list-types = Choose the type of instrument:
list-programmes = Support programmes at present. If you are not sure which, let me ask a few questions and suggest some.
list-programmes-closed = Programmes that are over and take no more applications:
list-closed = Ended programmes
list-deadlines-trade = What is your line of business? I will list the dates to remember.
list-deadlines = Related dates and duties:
list-definitions = Which explanation would you like to see?
list-providers =
    Organisations in the directory, nearest first. For one type of instrument, type for example “verification truck scale”.
list-places = There have been no districts since 01/07/2025. Choose the old district or city to see today's communes:
list-communes = Today's communes and wards of the province:
list-communes-of = { $name } (old name) is now:
list-plan = The province's plan for measurement has these parts. Which one would you like to see?
list-observances = Days kept every year:
list-trainings = Classes held before (for reference). Dates of coming classes: no data yet, please ask the office.

trade-fuel = Fuel
trade-gas = Gas
trade-gold = Gold, jewellery
trade-retail = Markets, retail
trade-packaged = Pre-packed goods
trade-manufacturing = Making, importing
trade-testing = Verification, calibration
trade-food = Food
trade-agriculture = Farming, forestry
trade-construction = Construction
trade-health = Health
trade-transport = Transport
trade-logistics = Warehouses, border yards
trade-office = Public authority
trade-other = Something else
