package dev.weighbridge.zstack.door;

import java.io.IOException;
import java.io.UncheckedIOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.front.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.node.ObjectNode;

/** Answers every call under {@code /zstack} that ends in an exception, in ZStack's forms: text for what is wrong with the call, 503 JSON for the rest. */
@Component
class DoorExceptions implements HandlerExceptionResolver, Ordered {

    private static final String CONTEXT = "/zstack";

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
        try {
            answer(request, path.substring(CONTEXT.length()), failure).writeTo(response);
        } catch (IOException hungUp) {
            throw new UncheckedIOException(hungUp);
        }
        return new ModelAndView();
    }

    private static Answer answer(HttpServletRequest request, String path, Exception failure) {
        return switch (failure) {
            case Refusal refusal -> refusal.answer();
            case Refused refused -> Answer.text(refused.status(), refused.sentence());
            case NoResourceFoundException unknown -> Answer.text(404, "no api mapping to " + path);
            case HttpRequestMethodNotSupportedException wrong ->
                    Answer.text(405, "The method[" + wrong.getMethod() + "] is not allowed for the path[" + path + "]");
            case MultipartException form -> Answer.text(400, "the body must be a JSON object");
            default -> failed(request, failure);
        };
    }

    private static Answer failed(HttpServletRequest request, Exception failure) {
        ObjectNode reply = Failures.reply(failure);
        AuditedCall.of(request).failed(Replies.code(reply));
        return Answer.json(503, reply);
    }
}
