package marquee.analysis;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.text.ParseException;
import java.util.List;
import java.util.function.Function;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.synonym.SolrSynonymParser;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.util.CharsRef;
import org.apache.lucene.util.CharsRefBuilder;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexService.IndexCreationContext;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.AnalysisMode;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.CustomAnalyzer;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;

/**
 * The {@code synonym} and {@code synonym_graph} filters with rules in Solr's form ({@code car, auto} or
 * {@code sci fi => science fiction}). A rule is read through whatever stands before the filter in its analyser.
 */
record SynonymRules(String name, Environment environment, Settings settings, Applied applied) implements TokenFilterFactory {
    /** How a Lucene filter applies a map of synonyms to tokens. */
    interface Applied {
        TokenStream to(TokenStream input, SynonymMap synonyms);
    }

    SynonymRules {
        String format = settings.get("format", "solr");
        if (!format.isEmpty() && !format.equals("solr")) {
            throw new IllegalArgumentException("Synonym format [" + format + "] of [" + name + "] is not available here; use solr");
        }
        if (settings.get("synonyms_set") != null) {
            throw new IllegalArgumentException("synonyms_set of [" + name + "] is not available here; use synonyms");
        }
        if (!settings.hasValue("synonyms") && settings.get("synonyms_path") == null) {
            throw new IllegalArgumentException("synonym requires either `synonyms`, `synonyms_set` or `synonyms_path` to be configured");
        }
    }

    @Override
    public TokenStream create(TokenStream input) {
        throw new IllegalStateException("Synonyms of [" + name + "] are known only within their analyzer");
    }

    @Override
    public AnalysisMode getAnalysisMode() {
        return updateable() ? AnalysisMode.SEARCH_TIME : AnalysisMode.ALL;
    }

    @Override
    public TokenFilterFactory getChainAwareTokenFilterFactory(
        IndexCreationContext context,
        TokenizerFactory tokenizer,
        List<CharFilterFactory> charFilters,
        List<TokenFilterFactory> before,
        Function<String, TokenFilterFactory> allFilters
    ) {
        SynonymMap synonyms;
        try (Analyzer analyzer = new CustomAnalyzer(
            tokenizer,
            charFilters.toArray(CharFilterFactory[]::new),
            before.stream().map(TokenFilterFactory::getSynonymFilter).toArray(TokenFilterFactory[]::new)
        ); Reader rules = rules()) {
            synonyms = parse(rules, analyzer);
        } catch (IOException | ParseException problem) {
            throw new IllegalArgumentException("failed to build synonyms", problem);
        }
        return new InPlace(name, synonyms, applied, getAnalysisMode());
    }

    private boolean updateable() {
        return settings.getAsBoolean("updateable", false);
    }

    private Reader rules() {
        return settings.hasValue("synonyms")
            ? new StringReader(String.join("\n", settings.getAsList("synonyms")))
            : Analysis.getReaderFromFile(environment, settings.get("synonyms_path"), "synonyms_path");
    }

    private SynonymMap parse(Reader rules, Analyzer analyzer) throws IOException, ParseException {
        boolean expand = settings.getAsBoolean("expand", true);
        boolean lenient = settings.getAsBoolean("lenient", updateable());
        SolrSynonymParser parser = lenient ? new Lenient(expand, analyzer) : new SolrSynonymParser(true, expand, analyzer);
        parser.parse(rules);
        return parser.build();
    }

    /** Leaves out a rule that the analyser reduces to nothing, instead of refusing the index. */
    private static final class Lenient extends SolrSynonymParser {
        Lenient(boolean expand, Analyzer analyzer) {
            super(true, expand, analyzer);
        }

        @Override
        public CharsRef analyze(String text, CharsRefBuilder reuse) throws IOException {
            try {
                return super.analyze(text, reuse);
            } catch (IllegalArgumentException unusable) {
                return new CharsRef();
            }
        }

        @Override
        public void add(CharsRef input, CharsRef output, boolean includeOriginal) {
            if (input.length > 0 && output.length > 0) {
                super.add(input, output, includeOriginal);
            }
        }
    }

    /** The filter at its place in an analyser. */
    private record InPlace(String name, SynonymMap synonyms, Applied applied, AnalysisMode getAnalysisMode)
        implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream input) {
            // A map without rules has no automaton, and the filters refuse it.
            return synonyms.fst == null ? input : applied.to(input, synonyms);
        }

        @Override
        public TokenFilterFactory getSynonymFilter() {
            return IDENTITY_FILTER;
        }
    }
}
