# Sentences used everywhere: greeting, menu, back, cancel, not understood.

greeting =
    Hello! I am the measurement assistant of the Department of Science and Technology of Lạng Sơn province.
    Just ask, for example “how often must a truck scale be verified”, or choose below.
menu-lead = What would you like to look up? Choose one, or type your question.
help =
    Type your question as you would in any chat; Vietnamese without diacritics is fine.
    When there is a list, tap a button, type its number or type its name.
    At any time: menu, back, cancel, ask the office, language, STOP (nothing but answers).

button-instruments = Measuring instruments
button-providers = Who verifies
button-programmes = Support programmes
button-fit = Which one fits me?
button-deadlines = Deadlines and duties
button-observance = Metrology Day 20 January
button-definitions = Terms explained
button-plan = The province's plan
button-office = Offices
button-ask = Ask the office
button-ask-this = Send this to the office
button-language = Tiếng Việt
button-menu = Menu
button-list = Show the list
button-none-of-these = None of these, ask the office
button-cancel = Cancel
button-send = Send
button-do-not-send = Do not send

language-name = English
language-ask = Which language would you like?
language-set = From now on I speak English. Records that exist only in Vietnamese are shown in Vietnamese.

cancelled = Cancelled. Is there anything else?
nothing-to-cancel = Nothing is under way. What would you like to look up?
nothing-to-go-back-to = There is no question to go back to. What would you like to look up?
first-question = This is the first question already.
back-to-question = Back to the open question:
choose-one = Please choose one below: tap a button, type its number or its name.
option-gone = That choice is no longer there. Please choose again.
flow-gone = The earlier conversation has changed, so I closed it. Sorry about that.
button-stale = This button belongs to an earlier question and can no longer be used.
button-unknown = I do not know this button.
unknown-command = I do not have this command.
our-fault =
    Sorry, the program failed while answering. Your message has been passed to the office.
    Meanwhile you can choose something else.
stopped =
    Stopped. From now on I only answer when you ask and send nothing else.
    To allow it again, type BẬT.
resumed = Switched on again. To stop, type TẮT.

which-of-these = Which one do you mean?
which-instrument = Which instrument do you mean? Type its name, for example: platform scale, fuel dispenser, blood pressure meter.
not-understood =
    I did not understand. Try something shorter, such as the name of an instrument or a programme,
    or let me pass your message to the office.
out-of-scope =
    This is outside what I look after (measurement, and support for enterprises in measurement).
    You can ask the province's public administration centre, or let me pass your message to the office.
you-are-welcome = You are welcome. Write whenever you need something.
no-reminders =
    I do not send reminders or keep a list of your instruments at present.
    Please go by the date on the stamp or the verification certificate.
no-profile = I keep no profile of your enterprise at present, so there is nothing to fill in.
what-is-held =
    I keep only this conversation, your language and the questions that you sent to the office.
    To see or erase them, send a request through “Ask the office”.

ask-question =
    Please write your question to the office. It is kept with this chat's address so that staff can answer here;
    no phone number or identity paper is needed.
ask-too-short = That is very short. Please write a little more.
ask-too-long = The question is longer than {$most} characters. Please shorten it.
ask-confirm =
    I will send to the office:
    “{$text}”
    Shall I?
ask-done = Passed to the office as question no. {$number}. Staff will answer in this conversation.
ask-again = This was passed on already as question no. {$number}. Please wait for the answer.
ask-dropped = I did not send it.

got-nothing = The message is empty. Please type your question.
got-signs = I can only read words. Please type your question.
got-photo = I cannot look at pictures yet. Please type your question.
got-file = I cannot open files yet. Please type your question.
got-voice = I cannot listen to voice messages yet. Please type your question.
got-video = I cannot watch videos yet. Please type your question.
got-sticker = Thank you. If you need anything, just type it.
got-location = I do not use locations. Please type the commune's name or your question.
got-contact = Thank you; I do not need a phone number, so I did not keep it.
got-contact-of-another = That is somebody else's contact card, so I did not keep it. Please type your question.
got-other = I cannot read this kind of message. Please type your question.

command-start = Start, open the menu
command-lookup = Look up an instrument
command-programmes = Support programmes
command-training = Training
command-ask = Ask the office
command-language = Ngôn ngữ / Language
command-back = Back to the previous question
command-cancel = Cancel
command-help = Help
