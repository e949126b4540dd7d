package io.xvad.video.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Keeps what a session tells. */
final class News implements LiveListener {

    final List<LiveEvent> events = new CopyOnWriteArrayList<>();
    final List<String> notices = new CopyOnWriteArrayList<>();

    @Override
    public void event(LiveEvent event) {
        events.add(event);
    }

    @Override
    public void notice(String camera, String notice) {
        notices.add(camera + ": " + notice);
    }

    List<LiveEvent> of(LiveEvent.News kind) {
        return events.stream().filter(event -> event.news() == kind).toList();
    }

    /** Each event has one start, and then one end. */
    void assertEachOnce() {
        List<String> starts =
                of(LiveEvent.News.START).stream().map(LiveEvent::id).toList();
        List<String> ends = of(LiveEvent.News.END).stream().map(LiveEvent::id).toList();
        assertThat(starts).doesNotHaveDuplicates();
        assertThat(ends).containsExactlyInAnyOrderElementsOf(starts);
    }

    static void until(BooleanSupplier condition) throws InterruptedException {
        long latest = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it took too long").isLessThan(latest);
            Thread.sleep(10);
        }
    }
}
