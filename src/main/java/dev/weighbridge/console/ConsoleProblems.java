package dev.weighbridge.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers everything under {@code /console} that ends in an exception by a page with its sentence; for a script, by the sentence's box alone. */
@Component
class ConsoleProblems implements HandlerExceptionResolver, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleProblems.class);

    private final Frames frames;

    ConsoleProblems(Frames frames) {
        this.frames = frames;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    /** What is refused before a page was looked for is not ours to answer. */
    @Override
    public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response, @Nullable Object handler,
            Exception failure) {
        String path = request.getRequestURI();
        if (handler == null || !path.startsWith("/console") || response.isCommitted()) {
            return null;
        }
        IngestionException shown = shown(request, failure);
        AuditedCall.of(request).failed(shown.kind().name());
        int status = switch (failure) {
            case ErrorResponse known -> known.getStatusCode().value();
            case InvalidParameterException form -> form.getErrorCode();
            case TypeMismatchException text -> HttpServletResponse.SC_BAD_REQUEST;
            default -> status(shown.kind());
        };
        boolean byScript = request.getHeader("HX-Request") != null;
        var page = new ModelAndView(byScript ? "problem :: box" : "problem");
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        page.addObject("frame", frames.of(request)).addObject("say", frames.words(request)).addObject("kind", shown.kind().name())
                .addObject("sentence", shown.getMessage());
        return page;
    }

    private static IngestionException shown(HttpServletRequest request, Exception failure) {
        if (failure instanceof IngestionException known) {
            return known;
        }
        if (failure instanceof TypeMismatchException) {
            return malformed();
        }
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return known.getStatusCode().value() == 404
                    ? new IngestionException(FailureKind.NOT_FOUND, "Could not find the page: there is none here. Go back to the imports.")
                    : malformed();
        }
        if (failure instanceof InvalidParameterException) {
            // Its message repeats what was typed, which may be a password.
            return new IngestionException(FailureKind.INVALID_REQUEST, "Could not read the form: it is too large, has too many fields,"
                    + " or characters that are not UTF-8. Go back and send less, or other characters.");
        }
        String id = ResourceUuid.random();
        LOG.error("{} {} failed unexpectedly (error id {})", request.getMethod(), request.getRequestURI(), id, failure);
        return new IngestionException(FailureKind.INTERNAL, "Could not show the page: an unexpected failure, logged with the error id " + id
                + ". Try again; if it stays, show the id to the operator.");
    }

    private static IngestionException malformed() {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not show the page: the request is malformed. Go back and try again.");
    }

    private static int status(FailureKind kind) {
        return switch (kind) {
            case NOT_AUTHENTICATED -> 401;
            case FORBIDDEN, QUOTA_EXCEEDED -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case RATE_LIMITED -> 429;
            case INTERNAL -> 500;
            default -> 422;
        };
    }
}
