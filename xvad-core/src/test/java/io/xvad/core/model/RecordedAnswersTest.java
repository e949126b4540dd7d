package io.xvad.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadUnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedAnswersTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aQuestionIsAskedOnceAndItsAnswerIsSaved() {
        AtomicInteger asked = new AtomicInteger();
        RecordedAnswers answers = RecordedAnswers.none();
        assertThat(answers.answer("q", () -> "answer " + asked.incrementAndGet()))
                .isEqualTo("answer 1");
        assertThat(answers.answer("q", () -> "answer " + asked.incrementAndGet()))
                .isEqualTo("answer 1");
        Path file = directory.resolve("m.xvad");
        ModelFile.write(file, new Provenance("toy", Map.of(), 0, 0, "", "1"), answers::write);
        try (ModelReader model = ModelFile.open(file)) {
            RecordedAnswers read = RecordedAnswers.read(model);
            assertThat(read.replay("q")).isEqualTo("answer 1");
            assertThat(read.size()).isEqualTo(1);
            assertThatThrownBy(() -> read.replay("another")).isInstanceOf(XvadUnavailableException.class);
        }
    }

    @Test
    void aModelWithoutAnswersHasNone() {
        Path file = directory.resolve("m.xvad");
        ModelFile.write(file, new Provenance("toy", Map.of(), 0, 0, "", "1"), model -> {});
        try (ModelReader model = ModelFile.open(file)) {
            assertThat(RecordedAnswers.read(model).size()).isZero();
        }
    }

    @Test
    void aQuestionThatCouldNotBeAnsweredIsAskedAgain() {
        RecordedAnswers answers = RecordedAnswers.none();
        assertThatThrownBy(() -> answers.answer("q", () -> {
                    throw new IllegalStateException("no connection");
                }))
                .hasMessage("no connection");
        assertThat(answers.size()).isZero();
        assertThat(answers.answer("q", () -> "yes")).isEqualTo("yes");
    }

    /** With more questions than a small map has places, so that some share one. */
    @Test
    void noQuestionWaitsForAnother() throws Exception {
        RecordedAnswers answers = RecordedAnswers.none();
        int questions = 24;
        CyclicBarrier allAreAsking = new CyclicBarrier(questions);
        ExecutorService threads = Executors.newFixedThreadPool(questions);
        try {
            List<Future<String>> given = new ArrayList<>();
            for (int i = 0; i < questions; i++) {
                String question = "q" + i;
                given.add(threads.submit(() -> answers.answer(question, () -> {
                    meet(allAreAsking);
                    return "answer to " + question;
                })));
            }
            for (int i = 0; i < questions; i++) {
                assertThat(given.get(i).get(30, TimeUnit.SECONDS)).isEqualTo("answer to q" + i);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(answers.size()).isEqualTo(questions);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("a question waited for another", e);
        }
    }

    @Test
    void whoWaitsForAnAnswerIsGivenItAndAsksWhereTheFirstFails() throws Exception {
        RecordedAnswers answers = RecordedAnswers.none();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch fails = new CountDownLatch(1);
        try {
            Future<String> first = threads.submit(() -> answers.answer("q", () -> {
                begun.countDown();
                await(fails);
                throw new IllegalStateException("no connection");
            }));
            begun.await();
            assertThat(answers.size()).isZero();
            Future<String> second = threads.submit(() -> answers.answer("q", () -> "yes"));
            fails.countDown();
            assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("yes");
            assertThatThrownBy(first::get).hasRootCauseMessage("no connection");
        } finally {
            threads.shutdownNow();
        }
        assertThat(answers.replay("q")).isEqualTo("yes");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
