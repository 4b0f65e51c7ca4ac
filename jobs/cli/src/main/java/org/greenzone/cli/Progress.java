package org.greenzone.cli;

import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error where that is a terminal; nothing where it is piped. */
public final class Progress implements AutoCloseable {
    private static final int UPDATE_MILLIS = 200;
    private static final int COLUMNS = 100;

    private final Optional<ProgressBar> bar;

    private Progress(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    /** Starts a bar that ends at {@code steps}. */
    public static Progress start(String task, long steps) {
        if (!Boolean.getBoolean("greenzone.stderr.terminal")) {
            return new Progress(Optional.empty());
        }
        return new Progress(Optional.of(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setMaxRenderedLength(COLUMNS)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
                .clearDisplayOnFinish()
                .build()));
    }

    public void at(long step) {
        bar.ifPresent(b -> b.stepTo(step));
    }

    /** So many of so many steps are done. */
    public void at(long step, long of) {
        bar.ifPresent(b -> b.maxHint(of).stepTo(step));
    }

    public void step() {
        bar.ifPresent(ProgressBar::step);
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
