"""A second opinion on canonical forms, by PyLD. In, on standard input: {"contexts": {url: document}, "documents": [...]}. Out: a JSON list
with the canonical N-Quads of each document, or null where PyLD cannot give one. No network."""
import json
import sys

from pyld import jsonld


def main():
    given = json.load(sys.stdin)

    def loader(url, _options):
        if url not in given["contexts"]:
            raise jsonld.JsonLdError("not in memory: " + url, "jsonld.LoadDocumentError", code="loading document failed")
        return {"contextUrl": None, "documentUrl": url, "document": given["contexts"][url], "contentType": "application/ld+json"}

    def canonical(document):
        options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": loader, "base": ""}
        return jsonld.normalize(document, options)

    json.dump([canonical(one) for one in given["documents"]], sys.stdout)


main()
