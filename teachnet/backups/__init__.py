"""One file that holds an installation, proved before it is trusted, and put back on this machine or another, whichever
of the two databases is used there.

A backup is a zip. Its last bytes, the comment that `unzip -z` shows, are the sha256 of all bytes before them. Inside:

    manifest.json         what is in it; see manifest.py
    tables/NAME.jsonl     the rows in the order of their ids, one a line; the first line names the columns
    files/ab/abcd…        stored files under their sha256
    serials               the highest certificate numbers given out
    secret.key            only where a passphrase seals the whole

Sealed, the zip holds two files of the age format instead: `identity.age`, which the passphrase opens, and
`backup.zip.age`, which the identity opens.
"""
