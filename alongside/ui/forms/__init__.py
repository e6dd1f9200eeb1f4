"""Form fields that draw themselves as NHS components and speak in specific sentences.

    class BookReview(forms.Form):
        review_on = DateField(label="When will the review happen?", missing="Enter the date the review will happen")

In a template ``{{ form.review_on }}`` is the whole component with label, hint and error; ``{{ form }}`` is every field;
``{% error_summary form %}`` stands at the top of the page. What was typed stays in its box, however wrong it was.
"""

from alongside.ui.forms.bound import Bound, Renderer
from alongside.ui.forms.choices import Choice, Choices, SelectField, Tick
from alongside.ui.forms.dates import DateField
from alongside.ui.forms.drawn import Drawn
from alongside.ui.forms.files import FileField
from alongside.ui.forms.text import CodeField, EmailField, Password, TextArea, TextField, WholeNumber

__all__ = [
    "Bound",
    "Choice",
    "Choices",
    "CodeField",
    "DateField",
    "Drawn",
    "EmailField",
    "FileField",
    "Password",
    "Renderer",
    "SelectField",
    "TextArea",
    "TextField",
    "Tick",
    "WholeNumber",
]
