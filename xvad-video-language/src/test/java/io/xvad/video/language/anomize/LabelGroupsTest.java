package io.xvad.video.language.anomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.option.Options;
import io.xvad.video.language.ScenesEmbedder;
import io.xvad.video.language.embed.JointEmbedder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelGroupsTest {

    private static final LabelGroups GROUPS = LabelGroups.parse(List.of("fire and blasts: Fire", "people: fist-fight"));

    @Test
    void readsWhatItWrites() {
        LabelGroups more = GROUPS.with(List.of("explosion", "fire", "explosion"));
        assertThat(more.labels()).containsExactly("fire", "fist fight", "explosion");
        assertThat(LabelGroups.parse(more.lines())).isEqualTo(more);
        LabelGroups strange = GROUPS.with(List.of(LabelGroups.known("Hit: run, fled")));
        assertThat(LabelGroups.parse(strange.lines())).isEqualTo(strange);
    }

    /** A label without a group takes the context of the group that it is most like, and changes no context. */
    @Test
    void aNewLabelJoinsTheGroupThatItIsMostLike() {
        JointEmbedder embedder =
                new ScenesEmbedder().open("scenes-embedder", Optional.empty(), Options.parse(List.of(), Map.of()));
        List<LabelGroups.Encoded> before = GROUPS.encoded(embedder);
        List<LabelGroups.Encoded> all = GROUPS.with(List.of("gunfight")).encoded(embedder);
        assertThat(all.get(2).context())
                .isEqualTo(all.get(1).context())
                .isNotEqualTo(all.get(0).context());
        assertThat(all.get(0).context()).isEqualTo(before.get(0).context());
    }

    @Test
    void refusesWhatIsNotOfGroups() {
        assertThatThrownBy(() -> LabelGroups.parse(List.of("fire")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'GROUP: LABEL, LABEL'");
        assertThatThrownBy(() -> LabelGroups.parse(List.of(": fire")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'GROUP: LABEL, LABEL'");
        assertThatThrownBy(() -> LabelGroups.parse(List.of("fire:")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'GROUP: LABEL, LABEL'");
        assertThatThrownBy(() -> LabelGroups.parse(List.of("a: fire", "b: Fire")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'fire' twice");
    }

    @Test
    void thePackagedTextsAreRead() {
        TextLibrary texts = TextLibrary.of(Options.defaults(new Anomize().options()));
        assertThat(texts.descriptions()).hasSizeGreaterThan(10).doesNotHaveDuplicates();
        assertThat(texts.concepts()).hasSizeGreaterThan(10).doesNotHaveDuplicates();
        assertThat(texts.labels().labels()).contains("road accident", "explosion");
    }
}
