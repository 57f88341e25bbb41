package dev.weighbridge.zstack.door;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Polling. It needs no credentials, because with access keys the SDKs cannot send good ones here: the job's uuid is the secret. */
@Controller
class ApiJobController {

    private final JobResults results;

    ApiJobController(JobResults results) {
        this.results = results;
    }

    @GetMapping("/zstack/v1/api-jobs/{uuid}")
    Answer poll(Call call, @PathVariable String uuid) {
        return results.find(uuid).orElseThrow(() -> new Refusal(404, "the job has been expired")).shownTo(call);
    }
}
