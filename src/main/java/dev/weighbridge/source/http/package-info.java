/**
 * One file by http or https, from any server that speaks HTTP/1.1, also from one that knows no ranges, no ETag or no lengths; or a folder, if
 * the server lists its files as links or as nginx's JSON. Owns the words probe (a GET of the first byte, which tells what the server says of
 * the file; many servers refuse HEAD), page (what the server shows for one folder) and entry (a file or folder that a page lists).
 */
@NullMarked
package dev.weighbridge.source.http;

import org.jspecify.annotations.NullMarked;
