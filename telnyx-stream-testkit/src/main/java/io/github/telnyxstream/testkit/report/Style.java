package io.github.telnyxstream.testkit.report;

/** How the page looks. */
final class Style {
    static final String CSS = """
            body{font:15px/1.45 system-ui,sans-serif;margin:0;background:#f6f7f9;color:#1c2430}
            main{max-width:1100px;margin:0 auto;padding:1.5rem}
            h1{font-size:1.5rem}h2{font-size:1.15rem;margin:0 0 .5rem}
            section{background:#fff;border:1px solid #dde2e8;border-radius:8px;padding:1rem;margin:1rem 0}
            svg{display:block;width:100%;height:auto;margin:.5rem 0}
            svg text{font:11px system-ui,sans-serif;fill:#46536a}svg text.name{font-size:10px}
            ul{margin:.3rem 0 .6rem;padding-left:1.2rem}
            .bad{color:#a4161a}.good{color:#1b6e3c}
            table{border-collapse:collapse;font-variant-numeric:tabular-nums}
            td,th{padding:.15rem .9rem .15rem 0;text-align:left;vertical-align:top}
            details{margin:.4rem 0}audio{height:2rem;width:100%;max-width:420px}
            .players{display:flex;gap:1.5rem;flex-wrap:wrap}.players div{flex:1 1 320px}
            @media(prefers-color-scheme:dark){body{background:#14181f;color:#dfe5ee}section{background:#1c222b;
            border-color:#313a48}svg text{fill:#9fb0c8}.bad{color:#ff8a8a}.good{color:#7fd8a0}}
            """;

    private Style() {}

    /** Text that a page may hold. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
