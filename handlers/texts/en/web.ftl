# The public web chat.

web-name = Measurement Assistant
web-office = Department of Science and Technology of Lạng Sơn province
web-description = Ask about verification, calibration, support programmes for enterprises and measurement training in Lạng Sơn.
web-hello = Hello!
web-introduction = I help enterprises in Lạng Sơn with measurement: which instruments must be verified, how often and by whom, and which programmes support you. Just ask; Vietnamese without diacritics is fine.
web-suggestions = Questions to begin with
web-suggestion-instrument = Must a platform scale be verified?
web-suggestion-provider = Who verifies fuel dispensers?
web-suggestion-programme = Which programmes support enterprises?
web-suggestion-menu = See everything
web-suggestion-ask = Ask the office
web-other-language = Tiếng Việt
web-log = Conversation
web-you = You
web-bot = Assistant
web-choices = Choose an answer
web-label = Your question
web-placeholder = Type your question…
web-send = Send
web-hint = An automatic assistant. Please send no ID numbers or passwords.
web-offline = Connection lost… The page will reconnect by itself and send what is waiting.
web-waiting = Not sent yet, will be sent again
web-refused = This message could not be sent
web-no-script = The chat needs JavaScript. Please turn it on in your browser and load the page again.
