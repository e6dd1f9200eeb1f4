"""Months are written out: "9 Nov" is one more thing to read. Other languages keep Django's formats."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
MONTH_DAY_FORMAT = "j F"
