package dev.weighbridge.zstack.attack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import dev.weighbridge.node.TestNode;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * A method and a path of the node, as it knows them itself, of both doors, the console and Actuator: what is added later is attacked, too.
 *
 * @param path with its variables, {@code /zstack/v1/ai/models/{uuid}}
 */
record Endpoint(String method, String path) {

    private static final String CONSOLE = "/console";

    private static final String ACTUATOR = "/actuator";

    /** Whose answer has no end; what a stranger hears of them is told by {@code EventsApiTest}. */
    private static final Set<String> ENDLESS = Set.of("/api/v1/events", "/console/events");

    private static final List<String> MAPPINGS = List.of("requestMappingHandlerMapping", "webEndpointServletHandlerMapping");

    /** All of a node, in an order that is always the same. */
    static List<Endpoint> of(TestNode node) {
        List<Endpoint> all = new ArrayList<>();
        for (String name : MAPPINGS) {
            for (RequestMappingInfo mapping : node.bean(name, RequestMappingInfoHandlerMapping.class).getHandlerMethods().keySet()) {
                for (String path : mapping.getPatternValues()) {
                    mapping.getMethodsCondition().getMethods().forEach(method -> all.add(new Endpoint(method.name(), path)));
                }
            }
        }
        return all.stream().distinct().sorted(Comparator.comparing(Endpoint::toString)).toList();
    }

    boolean takesABody() {
        return method.equals(RequestMethod.POST.name()) || method.equals(RequestMethod.PUT.name());
    }

    boolean isOfTheConsole() {
        return path.startsWith(CONSOLE);
    }

    boolean isOfZStack() {
        return path.startsWith("/zstack");
    }

    /** Whether its body is a list of models. */
    boolean takesAList() {
        return method.equals(RequestMethod.POST.name()) && (path.equals("/console/lists") || path.equals("/api/v1/bulk-imports"));
    }

    /** What its body is, or would be. */
    String type() {
        return takesAList() && isOfTheConsole() ? "text/csv" : isOfTheConsole() ? "application/x-www-form-urlencoded" : "application/json";
    }

    boolean isOfActuator() {
        return path.startsWith(ACTUATOR);
    }

    /** Whether it answers, to those that it lets in, for as long as they listen. */
    boolean isEndless() {
        return ENDLESS.contains(path);
    }

    /** Whether it ends the session that asks for it. */
    boolean signsOut() {
        return path.equals("/console/sign-out");
    }

    /** Its path with this in the place of each variable. */
    String with(String value) {
        return path.replaceAll("\\{[^}]*}|\\*\\*", value);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
