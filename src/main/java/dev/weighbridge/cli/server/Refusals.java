package dev.weighbridge.cli.server;

import dev.weighbridge.artifact.FailureKind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns an answer that is none into the exception that ends the command, with the server's own sentence. */
final class Refusals {

    private static final int SHOWN = 200;

    private static final int BAD_REQUEST = 400;

    private static final String FOR_PROGRAMS = "Log in and send 'Authorization:";

    private Refusals() {}

    static CommandException of(int status, String body, Address server) {
        JsonNode answer = parsed(body);
        String sentence = Fields.text(answer, "detail");
        if (!sentence.isEmpty()) {
            return refused(code(status, Fields.text(answer, "kind")), sentence, server);
        }
        JsonNode error = answer.path("error");
        if (error.isObject()) {
            return refused(ofZStack(Fields.text(error, "code")), ZStackError.sentence(error), server);
        }
        if (status == BAD_REQUEST && !body.isBlank() && !body.strip().startsWith("<")) {
            return new CommandException(ExitCode.USAGE, ZStackError.sentence(body.strip()));
        }
        String shown = body.length() > SHOWN ? body.substring(0, SHOWN) + "…" : body;
        return new CommandException(ofStatus(status), "Could not run the command: " + server.url() + " answered with status " + status
                + (shown.isBlank() ? "" : " (" + shown.strip() + ")")
                + ". See that a Weighbridge node is there, and no proxy or other server before it.");
    }

    /** The server's advice is for programs, which send a header. */
    private static CommandException refused(ExitCode code, String sentence, Address server) {
        int advice = sentence.indexOf(FOR_PROGRAMS);
        return new CommandException(code,
                advice < 0 ? sentence : sentence.substring(0, advice) + "Use 'weighbridge login --url " + server.url() + "'.");
    }

    private static JsonNode parsed(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException otherText) {
            return JsonMapper.shared().createObjectNode();
        }
    }

    private static ExitCode code(int status, String kind) {
        try {
            return ExitCode.of(FailureKind.valueOf(kind));
        } catch (IllegalArgumentException ofAnotherVersion) {
            return ofStatus(status);
        }
    }

    private static ExitCode ofZStack(String code) {
        return switch (code) {
            case "ID.1000", "ID.1001" -> ExitCode.NOT_SIGNED_IN;
            case "ID.1002", "ID.1003" -> ExitCode.FORBIDDEN;
            case "SYS.1003" -> ExitCode.NOT_FOUND;
            case "SYS.1007" -> ExitCode.USAGE;
            case "SYS.1017" -> ExitCode.CANCELLED;
            default -> ExitCode.FAILED;
        };
    }

    private static ExitCode ofStatus(int status) {
        return switch (status) {
            case 401 -> ExitCode.NOT_SIGNED_IN;
            case 403 -> ExitCode.FORBIDDEN;
            case 404 -> ExitCode.NOT_FOUND;
            default -> ExitCode.FAILED;
        };
    }

    /** The ZStack door's form of an error. */
    private static final class ZStackError {

        static String sentence(JsonNode error) {
            String details = Fields.text(error, "details");
            return sentence(details.isEmpty() ? Fields.text(error, "description") : details);
        }

        /** What is wrong with a call is said as plain text, which has no code. */
        static String sentence(String said) {
            return said.startsWith("Could not ") ? said : "Could not run the command: " + said + (said.endsWith(".") ? "" : ".");
        }
    }
}
