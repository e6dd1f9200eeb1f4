"""Column values as JSON and back, the same whichever engine holds them.

A custom field's own conversion is left out on purpose: what is sealed in the database stays sealed here.
"""

from __future__ import annotations

import base64
import datetime as dt
import decimal
import json
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    from django.db.models import Field

    AnyField = Field[Any, Any]

Read = Callable[[Any], Any]
Write = Callable[[Any], Any]


def plain(field: AnyField) -> AnyField:
    """The field that says what is stored: for a foreign key, the key it points to."""
    while field.remote_field is not None:
        field = field.target_field  # type: ignore[attr-defined]
    return field


def reader(field: AnyField, connection: BaseDatabaseWrapper) -> Read:
    """From what the driver gives to what JSON can hold."""
    column = field.get_col(field.model._meta.db_table)
    converters = connection.ops.get_db_converters(column)
    is_json = plain(field).get_internal_type() == "JSONField"

    def read(value: Any) -> Any:
        for convert in converters:
            value = convert(value, column, connection)
        if is_json and isinstance(value, str):
            return json.loads(value)
        return _as_json(value)

    return read


def writer(field: AnyField, connection: BaseDatabaseWrapper) -> Write:
    """From what JSON held to what the driver takes."""
    kind = plain(field)
    make = _WRITERS.get(kind.get_internal_type())
    if make is None:
        return lambda value: value
    write = make(kind, connection)
    return lambda value: None if value is None else write(value)


def _as_json(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    for kind, encode in _ENCODERS:
        if isinstance(value, kind):
            return encode(value)
    raise TypeError(f"no form for a {type(value).__name__} in a backup")


def _moment(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).isoformat(timespec="microseconds")


# A datetime is also a date: the order matters.
_ENCODERS: list[tuple[Any, Callable[[Any], Any]]] = [
    (dt.datetime, _moment),
    (dt.date, dt.date.isoformat),
    (dt.time, dt.time.isoformat),
    (dt.timedelta, lambda value: value // dt.timedelta(microseconds=1)),
    (uuid.UUID, str),
    (decimal.Decimal, str),
    ((bytes, bytearray, memoryview), lambda value: base64.b64encode(bytes(value)).decode()),
]


def _datetime(field: Any, connection: Any) -> Write:
    return lambda value: connection.ops.adapt_datetimefield_value(dt.datetime.fromisoformat(value))


def _date(field: Any, connection: Any) -> Write:
    return lambda value: connection.ops.adapt_datefield_value(dt.date.fromisoformat(value))


def _time(field: Any, connection: Any) -> Write:
    return lambda value: connection.ops.adapt_timefield_value(dt.time.fromisoformat(value))


def _duration(field: Any, connection: Any) -> Write:
    if connection.features.has_native_duration_field:
        return lambda value: dt.timedelta(microseconds=value)
    return lambda value: value


def _uuid(field: Any, connection: Any) -> Write:
    if connection.features.has_native_uuid_field:
        return uuid.UUID
    return lambda value: uuid.UUID(value).hex


def _decimal(field: Any, connection: Any) -> Write:
    digits, places = field.max_digits, field.decimal_places
    return lambda value: connection.ops.adapt_decimalfield_value(decimal.Decimal(value), digits, places)


def _binary(field: Any, connection: Any) -> Write:
    return lambda value: connection.Database.Binary(base64.b64decode(value))


def _json(field: Any, connection: Any) -> Write:
    return lambda value: connection.ops.adapt_json_value(value, None)


def _address(field: Any, connection: Any) -> Write:
    return lambda value: connection.ops.adapt_ipaddressfield_value(value)


_WRITERS: dict[str, Callable[[Any, Any], Write]] = {
    "DateTimeField": _datetime,
    "DateField": _date,
    "TimeField": _time,
    "DurationField": _duration,
    "UUIDField": _uuid,
    "DecimalField": _decimal,
    "BinaryField": _binary,
    "JSONField": _json,
    "GenericIPAddressField": _address,
}
