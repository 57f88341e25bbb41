package dev.weighbridge.api;

import java.util.List;
import java.util.Map;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.RunningWork;
import dev.weighbridge.queue.Node;
import dev.weighbridge.queue.Nodes;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who takes part, and what each is working on. For the administrator: it shows the names of everybody's models, and addresses. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
public class NodeController {

    private static final Map<String, Nodes.By> FIELDS = Map.of("name", Nodes.By.NAME, "startedAt", Nodes.By.STARTED, "heartbeatAt",
            Nodes.By.HEARTBEAT);

    private static final Parameter.Order<Nodes.By> OLDEST_FIRST = new Parameter.Order<>(Nodes.By.STARTED, false);

    private final Nodes nodes;

    private final RunningWork work;

    NodeController(Nodes nodes, RunningWork work) {
        this.nodes = nodes;
        this.work = work;
    }

    @GetMapping("/nodes")
    public Listed<NodeView> list(Caller caller, @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String start, @RequestParam(required = false) @Nullable String sort) {
        if (!caller.admin()) {
            throw new IngestionException(FailureKind.FORBIDDEN,
                    "Could not list the nodes: only the administrator may see them. Log in as admin.");
        }
        var order = Parameter.order(sort, OLDEST_FIRST, FIELDS);
        List<Node> found = nodes.find(order.field(), order.descending(), Parameter.stretch(limit, start));
        List<RunningWork.One> running = work.of(found.stream().map(Node::name).toList());
        return new Listed<>(found.stream().map(node -> NodeView.of(node, running)).toList(), nodes.count());
    }
}
