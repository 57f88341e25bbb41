/**
 * Objects in a bucket, on Amazon's S3 or a server that speaks like it: one object, or all below a prefix. Owns the words place (endpoint, bucket and
 * key), page (as many objects as a server lists in one answer), marker (an empty object that stands for a folder) and refusal (an answer that is an
 * error, with the code that S3 gives it).
 */
@NullMarked
package dev.weighbridge.source.s3;

import org.jspecify.annotations.NullMarked;
