package dev.weighbridge.zstack.attack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.weighbridge.node.TestNode;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * A method and a path of the doors, as the node itself knows them: what is added later is attacked, too.
 *
 * @param path with its variables, {@code /zstack/v1/ai/models/{uuid}}
 */
record Endpoint(String method, String path) {

    /** What answers for as long as somebody listens; {@code EventsApiTest} attacks it. */
    private static final String STREAM = "/events";

    /** All of a node, in an order that is always the same. */
    static List<Endpoint> of(TestNode node) {
        List<Endpoint> all = new ArrayList<>();
        for (RequestMappingInfo mapping : node.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class).getHandlerMethods()
                .keySet()) {
            for (String path : mapping.getPatternValues()) {
                if ((path.startsWith("/zstack") || path.startsWith("/api")) && !path.endsWith(STREAM)) {
                    mapping.getMethodsCondition().getMethods().forEach(method -> all.add(new Endpoint(method.name(), path)));
                }
            }
        }
        return all.stream().distinct().sorted(Comparator.comparing(Endpoint::toString)).toList();
    }

    boolean takesABody() {
        return method.equals(RequestMethod.POST.name()) || method.equals(RequestMethod.PUT.name());
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
