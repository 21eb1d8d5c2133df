"""Writes the files beside it, with pyarrow 25: the same rows of numbers in the ways that Parquet has to store them."""
import decimal
import os

import pyarrow
import pyarrow.parquet

ROWS = 400
HERE = os.path.dirname(os.path.abspath(__file__))


def column(kind, value):
    return pyarrow.array([value(i) for i in range(ROWS)], kind)


def places(mantissa, scale):
    return decimal.Decimal(mantissa).scaleb(-scale)


COLUMNS = {
    "i8": column(pyarrow.int8(), lambda i: i % 256 - 128),
    "u8": column(pyarrow.uint8(), lambda i: i % 256),
    "i16": column(pyarrow.int16(), lambda i: 150 * (i - 200)),
    "u16": column(pyarrow.uint16(), lambda i: 65535 - 160 * i),
    "i32": column(pyarrow.int32(), lambda i: 10_000_000 * (i - 200)),
    "u32": column(pyarrow.uint32(), lambda i: 4_294_967_295 - 7 * i),
    "i64": column(pyarrow.int64(), lambda i: 9_007_199_254_740_993 * (i - 200)),
    "small": column(pyarrow.int64(), lambda i: 1_000_000_007 * i),
    "f32": column(pyarrow.float32(), lambda i: (i - 200) / 8),
    "f64": column(pyarrow.float64(), lambda i: (i - 200) / 7),
    "d9": column(pyarrow.decimal128(9, 2), lambda i: places(12345 * (i - 200), 2)),
    "d18": column(pyarrow.decimal128(18, 4), lambda i: places(1_234_567_890_123 * (i - 200), 4)),
    "few": column(pyarrow.float64(), lambda i: (1.5, -2.25, 3.0)[i % 3]),
    "same": column(pyarrow.int32(), lambda i: 7),
    "gaps": column(pyarrow.float64(), lambda i: None if i % 10 == 3 else float("nan") if i == 77 else i / 3),
    "holes": column(pyarrow.int32(), lambda i: None if 100 <= i < 160 or i % 7 == 2 else i % 5),
    "none": column(pyarrow.int64(), lambda i: None),
}
REQUIRED = pyarrow.schema(
    [pyarrow.field(name, values.type, nullable=values.null_count > 0) for name, values in COLUMNS.items()]
)
WHOLE = ["i8", "u8", "i16", "u16", "i32", "u32", "i64", "small", "same", "holes"]


def write(name, schema=None, groups=ROWS, **options):
    table = pyarrow.table(COLUMNS, schema=schema)
    options = {"store_decimal_as_integer": True, "data_page_size": 256, "write_batch_size": 50, **options}
    pyarrow.parquet.write_table(table, os.path.join(HERE, name + ".parquet"), row_group_size=groups, **options)


write("plain", use_dictionary=False, compression="none")
write("dictionary", compression="snappy", groups=150)
write("second", compression="zstd", groups=170, data_page_version="2.0")
write("second-plain", use_dictionary=False, compression="gzip", data_page_version="2.0", write_page_index=True)
write("required", schema=REQUIRED, compression="snappy", groups=130, write_page_checksum=True)
write("old", compression="gzip", version="1.0", use_dictionary=["few", "same", "holes"])
write("binary", compression="snappy", store_decimal_as_integer=False)
write(
    "delta",
    use_dictionary=False,
    compression="zstd",
    column_encoding={
        **{name: "DELTA_BINARY_PACKED" for name in WHOLE},
        **{name: "BYTE_STREAM_SPLIT" for name in ("f32", "f64", "few", "gaps")},
    },
)


def write_pair(name, x, y):
    """The same two columns, stored in one way or another."""
    xs = [i / 8 if x == pyarrow.float64() else places(i, 0) for i in range(30)]
    table = pyarrow.table({"y": pyarrow.array([i // 2 for i in range(30)], y), "x": pyarrow.array(xs, x)})
    pyarrow.parquet.write_table(
        table, os.path.join(HERE, name + ".parquet"), row_group_size=12, store_decimal_as_integer=True
    )


write_pair("double-integer", pyarrow.float64(), pyarrow.int32())
write_pair("decimal-float", pyarrow.decimal128(9, 2), pyarrow.float32())
write_pair("decimal-decimal", pyarrow.decimal128(16, 3), pyarrow.decimal128(9, 4))


def write_groups(name, texts):
    """A column of texts beside two of numbers, with the writer's own settings."""
    rows = range(len(texts))
    table = pyarrow.table(
        {
            "x": pyarrow.array([i % 7 for i in rows], pyarrow.float64()),
            "y": pyarrow.array([i % 5 for i in rows], pyarrow.float64()),
            "g": texts,
        }
    )
    pyarrow.parquet.write_table(table, os.path.join(HERE, name + ".parquet"))


write_groups("no-rows", pyarrow.array([], pyarrow.string()))
write_groups("long-texts", pyarrow.array(["abcd"[i % 4] * 4090 for i in range(40)], pyarrow.string()))
write_groups("no-texts", pyarrow.nulls(8))
write_groups("texts", pyarrow.array(["abc"[i % 3] for i in range(30)], pyarrow.string()))
