package dev.weighbridge.front;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers what is refused: under a door's path by that door, anywhere else by a sentence of plain text. */
@Component
class Refusals {

    private final ObjectProvider<HandlerExceptionResolver> doors;

    Refusals(ObjectProvider<HandlerExceptionResolver> doors) {
        this.doors = doors;
    }

    void answer(HttpServletRequest request, HttpServletResponse response, Refused refused) throws IOException {
        SecurityHeaders.put(request, response);
        refused.headers().forEach(response::setHeader);
        if (doors.orderedStream().noneMatch(door -> door.resolveException(request, response, null, refused) != null)) {
            byte[] body = (refused.sentence() + "\n").getBytes(StandardCharsets.UTF_8);
            response.setStatus(refused.status());
            response.setContentType("text/plain;charset=UTF-8");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
