"""Every property of the profiles of Data Package 1 and 2 (and Table Dialect), each with a value.

`PACKAGE` has those that go together, and is sound but for one cell; of `ALONE` each is put in by
itself.
"""

import hashlib

DATA = """\
id,name,rate,yes,kind,many,json,day,watched
1,a,1.5,true,a,1;2,[1],31/08/2022,1
2,b,2.5,false,b,3,[2],31/08/2022,wrong
"""
_MD5 = hashlib.md5(DATA.encode(), usedforsecurity=False).hexdigest()
FIELDS = [
    {
        "name": "id", "type": "integer", "title": "ID", "description": "d", "format": "default",
        "example": "1", "rdfType": "http://example.jp/id", "bareNumber": True,
        "constraints": {
            "required": True, "unique": True, "minimum": 0, "maximum": 99, "enum": [1, 2, 3, 4],
        },
    },
    {
        "name": "name", "type": "string",
        "constraints": {"minLength": 1, "maxLength": 9, "pattern": "[a-z]+"},
    },
    {"name": "rate", "type": "number", "decimalChar": ".", "groupChar": ","},
    {"name": "yes", "type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    {"name": "kind", "type": "string", "missingValues": ["-"]},
    {"name": "many", "type": "list", "delimiter": ";", "itemType": "integer"},
    {"name": "json", "type": "array", "constraints": {"minLength": 1}},
    {"name": "day", "type": "date", "format": "%d/%m/%Y", "constraints": {"minimum": "01/01/2000"}},
    {"name": "watched", "type": "integer"},
]  # fmt: skip
SCHEMA = {
    "title": "S", "description": "d", "fields": FIELDS, "missingValues": ["", "x"],
    "primaryKey": ["id"], "uniqueKeys": [["id", "name"]],
    "foreignKeys": [{"fields": ["id"], "reference": {"resource": "", "fields": ["id"]}}],
}  # fmt: skip
WHO = {"title": "c", "path": "https://example.jp", "email": "a@example.jp"}
PACKAGE = {
    "profile": "data-package", "name": "p", "id": "p", "title": "P", "description": "d",
    "homepage": "https://example.jp", "version": "1.0", "created": "2022-01-01T00:00:00Z",
    "image": "i.png", "keywords": ["k"],
    "licenses": [{"name": "CC0-1.0", "path": "https://example.jp", "title": "CC0"}],
    "sources": [{**WHO, "version": "1"}],
    "contributors": [{
        **WHO, "givenName": "g", "familyName": "f", "organization": "o", "organisation": "o",
        "role": "author", "roles": ["creator"],
    }],
    "resources": [{
        "name": "t", "type": "table", "path": "t.csv", "title": "T", "description": "d",
        "homepage": "https://example.jp", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "bytes": len(DATA), "hash": _MD5,
        "licenses": [{"name": "CC0-1.0"}], "sources": [{"title": "s"}], "schema": SCHEMA,
        "dialect": {
            "title": "D", "description": "d", "delimiter": ",", "quoteChar": '"',
            "doubleQuote": True, "header": True, "headerRows": [1], "headerJoin": " ",
            "commentRows": [9], "commentChar": "#", "skipInitialSpace": False,
            "lineTerminator": "\n",
        },
    }],
}  # fmt: skip

_RESOURCE = ("resources", 0)
_SCHEMA = (*_RESOURCE, "schema")
_DIALECT = (*_RESOURCE, "dialect")
ALONE = {
    ("$schema",): "https://datapackage.org/profiles/2.0/datapackage.json",
    (*_RESOURCE, "$schema"): "https://datapackage.org/profiles/2.0/dataresource.json",
    (*_RESOURCE, "rows"): 2,
    (*_RESOURCE, "profile"): "data-resource",
    (*_SCHEMA, "$schema"): "https://datapackage.org/profiles/2.0/tableschema.json",
    (*_SCHEMA, "fieldsMatch"): "exact",
    (*_SCHEMA, "fields", 0, "constraints", "exclusiveMinimum"): -1,
    (*_SCHEMA, "fields", 0, "constraints", "exclusiveMaximum"): 100,
    (*_SCHEMA, "fields", 1, "missingValues"): [{"value": "-", "label": "none"}],
    (*_SCHEMA, "fields", 4, "categories"): ["a", {"value": "b", "label": "B"}],
    (*_SCHEMA, "fields", 4, "categoriesOrdered"): True,
    (*_SCHEMA, "fields", 6, "constraints", "jsonSchema"): {"type": "array"},
    (*_DIALECT, "$schema"): "https://datapackage.org/profiles/2.0/tabledialect.json",
    (*_DIALECT, "name"): "d",
    (*_DIALECT, "csvddfVersion"): 1.2,
    (*_DIALECT, "caseSensitiveHeader"): True,
    (*_DIALECT, "escapeChar"): "\\",
    (*_DIALECT, "nullSequence"): "\\N",
    (*_DIALECT, "property"): "rows",
    (*_DIALECT, "itemType"): "array",
    (*_DIALECT, "itemKeys"): ["id"],
    (*_DIALECT, "sheetNumber"): 1,
    (*_DIALECT, "sheetName"): "s",
    (*_DIALECT, "table"): "t",
    (*_RESOURCE, "data"): [{"id": 1}],
}
