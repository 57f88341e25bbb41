"""The answers of an S3 server that are XML, as far as strict clients read them."""
import time
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def element(name, *inner, xmlns=""):
    """Inner ones are elements already; anything else is escaped."""
    text = "".join(one if isinstance(one, Element) else escape(str(one)) for one in inner)
    return Element(f"<{name}{xmlns}>{text}</{name}>")


class Element(str):
    """Text that is XML."""


def fields(**values):
    return [element(name, value) for name, value in values.items()]


def iso(moment):
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(moment))


def _boolean(value):
    return str(value).lower()


def _owned():
    who = fields(ID=1, DisplayName="bench")
    return [element("Initiator", *who), element("Owner", *who), element("StorageClass", "STANDARD")]


def error(code):
    return element("Error", *fields(Code=code, Message=code))


def buckets(names):
    listed = [element("Bucket", *fields(Name=name, CreationDate=iso(0))) for name in names]
    return element("ListAllMyBucketsResult", element("Owner", *fields(ID=1)), element("Buckets", *listed))


def location():
    return element("LocationConstraint", xmlns=' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"')


def listing(bucket, prefix, most, entries, last):
    """entries maps a key to its object, or a common prefix to None; last is where the next page begins, or empty."""
    contents = [element("Contents", *fields(Key=name, LastModified=iso(one.written), ETag=f'"{one.etag}"', Size=one.size, StorageClass="STANDARD"))
                for name, one in entries.items() if one]
    folders = [element("CommonPrefixes", *fields(Prefix=name)) for name, one in entries.items() if not one]
    going_on = fields(NextContinuationToken=last, NextMarker=last) if last else []
    return element("ListBucketResult", *fields(Name=bucket, Prefix=prefix, MaxKeys=most, KeyCount=len(entries), IsTruncated=_boolean(bool(last))),
                   *going_on, *contents, *folders)


def uploads(bucket, open_ones):
    """open_ones are pairs of an id and its upload."""
    listed = [element("Upload", *fields(Key=upload.key, UploadId=number), *_owned(), *fields(Initiated=iso(upload.begun))) for number, upload in open_ones]
    return element("ListMultipartUploadsResult", *fields(Bucket=bucket, MaxUploads=1000, IsTruncated="false"), *listed)


def begun(bucket, key, number):
    return element("InitiateMultipartUploadResult", *fields(Bucket=bucket, Key=key, UploadId=number))


def parts(bucket, key, number, page, moment):
    """page: after, most, the parts shown as (number, (size, etag)), and whether there are more."""
    after, most, shown, more = page
    listed = [element("Part", *fields(PartNumber=part, LastModified=iso(moment), ETag=f'"{etag}"', Size=size)) for part, (size, etag) in shown]
    return element("ListPartsResult", *fields(Bucket=bucket, Key=key, UploadId=number), *_owned(),
                   *fields(PartNumberMarker=after, NextPartNumberMarker=shown[-1][0] if shown else after, MaxParts=most, IsTruncated=_boolean(more)), *listed)


def completed(bucket, key, etag):
    return element("CompleteMultipartUploadResult", *fields(Location=f"/{bucket}/{key}", Bucket=bucket, Key=key, ETag=f'"{etag}"'))
