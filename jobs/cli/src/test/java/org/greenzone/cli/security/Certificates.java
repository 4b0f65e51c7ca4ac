package org.greenzone.cli.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keys and certificates of a broker and its clients, made by the keytool of this Java; each trusts the other. */
record Certificates(Path folder, String password) {
    static Certificates make(Path folder, String password) throws Exception {
        Certificates all = new Certificates(folder, password);
        for (String name : List.of("broker", "client")) {
            all.keytool(
                    "-genkeypair",
                    "-alias",
                    name,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=ip:127.0.0.1,dns:localhost",
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    all.keys(name).toString());
            all.keytool(
                    "-exportcert",
                    "-alias",
                    name,
                    "-keystore",
                    all.keys(name).toString(),
                    "-file",
                    folder.resolve(name + ".crt").toString());
            all.keytool(
                    "-importcert",
                    "-noprompt",
                    "-alias",
                    name,
                    "-file",
                    folder.resolve(name + ".crt").toString(),
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    all.trusted().toString());
        }
        return all;
    }

    /** Key store of who bears the name. */
    Path keys(String name) {
        return folder.resolve(name + ".p12");
    }

    /** Who is trusted: both. */
    Path trusted() {
        return folder.resolve("trusted.p12");
    }

    private void keytool(String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("-storepass", password));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
