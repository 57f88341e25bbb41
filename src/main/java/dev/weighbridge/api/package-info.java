/**
 * Our own REST door under {@code /api/v1}: ingestions, verifications, the collector. It takes the sessions of the ZStack door, answers JSON with times in RFC
 * 3339 UTC, lists as {@code {"items": […], "total": n}}, and every error as a problem of RFC 9457 with its {@code kind}. Words: problem, page.
 */
@NullMarked
package dev.weighbridge.api;

import org.jspecify.annotations.NullMarked;
