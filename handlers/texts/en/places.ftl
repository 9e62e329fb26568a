# Verification bodies, offices, communes.

provider-kind = Kind: { $kind }
provider-no-verifier = It does not verify instruments itself.
provider-does = According to the source it does:
provider-serves = Serves Lạng Sơn: { $where }
service-verification = verification
service-calibration = calibration
service-testing = testing
contact-address = Address: { $value }
contact-phone = Phone: { $value }
contact-email = Email: { $value }
contact-website = Website: { $value }
contact-zalo = Zalo OA: { $value }
contact-hours = Hours: { $value }
contact-unknown = Address, phone: no data yet

office-missing = No data yet: { $what }.
missing-address = address
missing-phone = phone
office-write = Leave your question here and the office will answer in this conversation.

commune-now = In Lạng Sơn province since 01/07/2025, with no districts any more. Administrative code: { $code }.
commune-was = It belonged to the old district { $district }.
commune-was-unknown = Which unit it belonged to: no data yet.
commune-siblings = Same old district
