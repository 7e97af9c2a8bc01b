"""A configuration written by hand: comments, blank lines and every way to write a value."""

TEXT = """\
# Our club's brief.  Ask Mei before changing the goals!
reportgen: 1   # leave this

organization:      # who we are
  name:   "River Club"          # with two spaces before
  short_name: 'the Club'
  description: >-  # one sentence
    A club that looks after the river, \U0001f6f6 its banks
    and the people who walk there.

  # the colours come later

brief:
    kind: board
    report_date: 2026-07-10
    keywords: [ rivers,  clubs , "clean, water" ]   # odd spaces
    sections:
    -   heading: What we did   # indented by nobody
        # the text is Ana's
        text: |
            We walked {{ walks.observed.latest.value }} kilometres.

            # this is no comment, but a line of the text

            And back.
    - {heading: What is next, text: 'It''s open.'}
    asks:
      # the board sees only the first
      - kind: approve

        what: Approve $500 for gloves.
        by: 2026-08-01      # the meeting is on the 16th

metrics:
  walks: {label: walks, kind: count,      # a group over two lines
          file: data/walks.csv, date: month, value: walks}
  # The next one is typed by hand.
  members:
    label: members
    kind: level
    file: data/members.csv
    date: month
    value: members
    next:
      - what: Ask the neighbours
        who: Ana
      - {what: Put up a sign, who: Ben}   # in May
    # end of members

committee:
  members:
    - {name: Ana Ríos, role: Chair}
    -
      # Ben is new
      name: Ben Okafor
      role: Treasurer
      reports_to: Chair
goals:
- id: more-walks
  specific: Twelve walks a month

  # agreed in May
  measurable:
    metric: walks
    latest: true
    target: 12    # not 10
  time_bound: 2026-12
- id: members
  specific: "Sixty members: no fewer"
  measurable: {metric: members, latest: true, target: 60}
  owner:
# The end. Nothing below this line.
"""
