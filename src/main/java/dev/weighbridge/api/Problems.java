package dev.weighbridge.api;

import java.io.IOException;
import java.io.UncheckedIOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.front.Refused;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.json.JsonMapper;

/** Answers every call under {@code /api} that ends in an exception by a {@link Problem}. Nothing of an unexpected one goes out but an id that the log has too. */
@Component
class Problems implements HandlerExceptionResolver, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private static final String CONTEXT = "/api";

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response, @Nullable Object handler,
            Exception failure) {
        String path = request.getRequestURI();
        if (!path.equals(CONTEXT) && !path.startsWith(CONTEXT + "/")) {
            return null;
        }
        if (response.isCommitted()) {
            breakOff(failure);
            return null;
        }
        try {
            if (failure instanceof ErrorResponse known) {
                known.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            }
            Problem problem = problem(request, failure);
            AuditedCall.of(request).failed(problem.kind().name());
            write(response, problem);
        } catch (IOException hungUp) {
            throw new UncheckedIOException(hungUp);
        }
        return new ModelAndView();
    }

    /**
     * A file is being sent: its receiver sees the connection break off, and not a problem in the place of its bytes. Thrown on, because Spring takes an
     * end of the store's bytes for a receiver that hung up, and would keep the connection open.
     */
    private static void breakOff(Exception failure) {
        if (failure instanceof IngestionException ours) {
            throw new IllegalStateException("the answer was broken off: " + ours.getMessage(), ours);
        }
    }

    private void write(HttpServletResponse response, Problem problem) throws IOException {
        byte[] body = json.writeValueAsBytes(problem);
        response.setStatus(problem.status());
        if (problem.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "OAuth");
        }
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(body);
    }

    private static Problem problem(HttpServletRequest request, Exception failure) {
        return switch (failure) {
            case IngestionException known -> Problem.of(known.kind(), known.getMessage());
            case Refused refused -> Problem.of(refused.kind(), refused.status(), refused.sentence());
            case NoResourceFoundException unknown -> Problem.of(FailureKind.NOT_FOUND,
                    "Could not find the path: there is no such endpoint under /api/v1. Check the path; the README lists them.");
            case HttpRequestMethodNotSupportedException wrong -> invalid(405,
                    "the path does not know the method " + wrong.getMethod() + ". Use one of those that the Allow header names.");
            case HttpMediaTypeNotAcceptableException other -> invalid(406, "it answers application/json only. Accept that.");
            case HttpMediaTypeNotSupportedException other ->
                    invalid(415, "the path does not take that content type. Send one of those that the Accept header names, or no body.");
            case ErrorResponse known when known.getStatusCode().value() == 412 -> invalid(412,
                    "the file has other bytes than the If-Match header names. Leave the header out to get those that are there.");
            case ErrorResponse known when known.getStatusCode().value() == 416 -> invalid(416,
                    "the range begins behind the end of the file. Ask for bytes before the length that the Content-Range header names.");
            case ErrorResponse known when known.getStatusCode().is4xxClientError() -> invalid(known.getStatusCode().value(),
                    "the request is malformed. Check its parameters.");
            case InvalidParameterException form -> invalid(form.getErrorCode(),
                    "its parameters are too many, or no UTF-8, or it has a form where it needs none. Send JSON, or no body.");
            default -> unexpected(request, failure);
        };
    }

    private static Problem invalid(int status, String why) {
        return Problem.of(FailureKind.INVALID_REQUEST, status, "Could not take the call: " + why);
    }

    private static Problem unexpected(HttpServletRequest request, Exception failure) {
        String id = ResourceUuid.random();
        LOG.error("{} {} failed unexpectedly (error id {})", request.getMethod(), request.getRequestURI(), id, failure);
        return Problem.of(FailureKind.INTERNAL, "Could not run the call: an unexpected failure, logged with the error id " + id
                + ". Try again; if it stays, show the id to the operator.");
    }
}
