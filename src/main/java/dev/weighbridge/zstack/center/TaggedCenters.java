package dev.weighbridge.zstack.center;

import java.util.Optional;

import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.center.NewCenter;
import dev.weighbridge.inventory.tag.GivenTags;
import dev.weighbridge.inventory.tag.TagPatterns;
import dev.weighbridge.inventory.tag.TaggedResource;
import dev.weighbridge.inventory.tag.Tags;
import dev.weighbridge.zstack.door.ApiFailure;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The model centres, with the tags that they are added with. */
@Component
class TaggedCenters {

    private final ModelCenters centers;

    private final Tags tags;

    private final TagPatterns patterns;

    TaggedCenters(ModelCenters centers, Tags tags, TagPatterns patterns) {
        this.centers = centers;
        this.tags = tags;
        this.patterns = patterns;
    }

    /**
     * Enters a centre and its tags.
     *
     * @throws ApiFailure SYS.1003 if a tag pattern is not the account's
     * @throws dev.weighbridge.artifact.IngestionException INVALID_REQUEST; the caller's transaction can only roll back then
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public ModelCenter add(String accountUuid, NewCenter given, GivenTags givenTags) {
        givenTags.check();
        patterns.firstUnusable(accountUuid, givenTags.patternUuids()).ifPresent(uuid -> {
            throw ApiFailure.noResource("tagUuids", uuid, "TagPatternVO");
        });
        ModelCenter center = centers.add(accountUuid, given);
        tags.enter(new TaggedResource(center.getUuid(), TaggedResource.MODEL_CENTER, accountUuid), givenTags, null);
        return center;
    }

    @Transactional(readOnly = true)
    public Optional<ModelCenter> find(String uuid) {
        return centers.find(uuid);
    }
}
