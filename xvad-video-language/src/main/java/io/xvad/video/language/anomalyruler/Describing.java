package io.xvad.video.language.anomalyruler;

import io.xvad.core.Image;
import io.xvad.video.language.frame.Caption;
import io.xvad.video.language.frame.Captioner;
import io.xvad.video.language.frame.SharedAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Describes the positions of one video in order, and counts what could not be read. Not thread-safe. */
final class Describing {

    private final SharedAnswers<Caption> answers;
    private int unread;

    Describing(Captioner captioner, int nearIdentical) {
        this.answers = new SharedAnswers<>(nearIdentical, captioner::describe);
    }

    /** The description of the next position; empty if no answer could be read. */
    Optional<Caption> describe(Image image) {
        Optional<Caption> caption = answers.of(image);
        unread += caption.isEmpty() ? 1 : 0;
        return caption;
    }

    /** What a reader of the scores should know. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>(answers.remarks());
        if (unread > 0) {
            remarks.add("of " + unread
                    + " frames no description could be read; they have that of the nearest frame that has one");
        }
        return remarks;
    }
}
