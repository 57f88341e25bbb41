/**
 * One file by http or https, from any server that speaks HTTP/1.1, also from one that knows no ranges, no ETag or no lengths. Owns the word
 * probe: a GET of the first byte, which tells what the server says of the file (many servers refuse HEAD).
 */
@NullMarked
package dev.weighbridge.source.http;

import org.jspecify.annotations.NullMarked;
