package org.greenzone.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** One execution of the command line in this process. */
public record Run(int exitCode, String out, String err) {
    /** Executes words as the launcher would. */
    public static Run of(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Greenzone.commandLine();
        commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
        String[] texts = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            texts[i] = words[i].toString();
        }
        int exitCode = commandLine.execute(texts);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        return new Run(exitCode, out.toString(), err.toString());
    }

    public List<String> outLines() {
        return out.lines().toList();
    }

    public List<String> errLines() {
        return err.lines().toList();
    }
}
