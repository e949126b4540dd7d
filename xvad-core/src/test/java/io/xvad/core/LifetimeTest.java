package io.xvad.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LifetimeTest {

    private final AtomicInteger freed = new AtomicInteger();
    private final Lifetime lifetime = new Lifetime("network", freed::incrementAndGet);

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitClosing() {
        while (lifetime.ifOpen(() -> "open").isPresent()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void freesOnceAndRefusesLaterWork() {
        assertThat(lifetime.<String, RuntimeException>use(() -> "done")).isEqualTo("done");
        lifetime.close();
        lifetime.close();
        assertThat(freed).hasValue(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> lifetime.use(() -> "late"))
                .withMessage("the network is closed");
        assertThat(lifetime.ifOpen(() -> "late")).isEmpty();
    }

    @Test
    void whatTheWorkThrowsComesOutAndTheWorkHasEnded() {
        IOException thrown = new IOException("broken");
        assertThatThrownBy(() -> lifetime.use(() -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
        lifetime.close();
        assertThat(freed).hasValue(1);
    }

    @Test
    void closingWaitsForWorkThatHasBegunAndLetsItBeginMore() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Integer> work = CompletableFuture.supplyAsync(() -> lifetime.use(() -> {
            begun.countDown();
            await(goOn);
            return lifetime.use(freed::get);
        }));
        await(begun);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(lifetime::close);
        CompletableFuture<Void> again = CompletableFuture.runAsync(lifetime::close);
        awaitClosing();
        assertThat(closing).isNotDone();
        assertThat(again).isNotDone();
        goOn.countDown();
        assertThat(work.join()).isZero();
        closing.join();
        again.join();
        assertThat(freed).hasValue(1);
    }

    @Test
    void closedByItsWorkItIsFreedWhenTheLastWorkEnds() {
        int during = lifetime.use(() -> lifetime.use(() -> {
            lifetime.close();
            lifetime.close();
            return freed.get() + lifetime.use(freed::get);
        }));
        assertThat(during).isZero();
        assertThat(freed).hasValue(1);
    }

    /** Each would wait for the other if closing within work waited. */
    @Test
    void twoThreadsThatBothCloseWithinTheirWorkBothGoOn() {
        CountDownLatch both = new CountDownLatch(2);
        Runnable closing = () -> lifetime.use(() -> {
            both.countDown();
            await(both);
            lifetime.close();
            return freed.get();
        });
        CompletableFuture.allOf(CompletableFuture.runAsync(closing), CompletableFuture.runAsync(closing))
                .join();
        assertThat(freed).hasValue(1);
    }

    /** Work that waits for another thread is not stuck when that thread comes too late. */
    @Test
    void anotherThreadIsRefusedAtOnceWhileClosingWaits() {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> work = CompletableFuture.supplyAsync(() -> lifetime.use(() -> {
            begun.countDown();
            awaitClosingElsewhere();
            return CompletableFuture.supplyAsync(
                            () -> lifetime.ifOpen(() -> "late").isEmpty())
                    .join();
        }));
        await(begun);
        lifetime.close();
        assertThat(work.join()).isTrue();
    }

    private void awaitClosingElsewhere() {
        CompletableFuture.runAsync(this::awaitClosing).join();
    }
}
