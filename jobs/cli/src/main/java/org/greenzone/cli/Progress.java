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

    /** To the start of the line, and empty it. */
    private static final String CLEAR = "\r\u001b[2K";

    private final Optional<ProgressBar> bar;
    private final Object line;

    private Progress(Optional<ProgressBar> bar, Object line) {
        this.bar = bar;
        this.line = line;
    }

    /** Starts a bar that ends at {@code steps}. */
    public static Progress start(String task, long steps) {
        if (!Boolean.getBoolean("greenzone.stderr.terminal")) {
            return new Progress(Optional.empty(), new Object());
        }
        Object line = new Object();
        ConsoleProgressBarConsumer console = new ConsoleProgressBarConsumer(System.err, COLUMNS) {
            @Override
            public void accept(String text) {
                synchronized (line) {
                    super.accept(text);
                }
            }
        };
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setMaxRenderedLength(COLUMNS)
                .setConsumer(console)
                .clearDisplayOnFinish()
                .build();
        return new Progress(Optional.of(bar), line);
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

    /** Prints, and flushes, other lines where the bar stands; it comes back below them. */
    public void aside(Runnable print) {
        if (bar.isEmpty()) {
            print.run();
            return;
        }
        synchronized (line) {
            System.err.print(CLEAR);
            System.err.flush();
            print.run();
        }
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
