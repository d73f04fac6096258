package marquee.analysis;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.core.SimpleAnalyzer;
import org.apache.lucene.analysis.core.StopAnalyzer;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.elasticsearch.index.analysis.AbstractIndexAnalyzerProvider;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.AnalyzerProvider;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;

/** Whole analysers by the {@code type} that index settings give. */
final class Analyzers {
    private Analyzers() {}

    static Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> byType() {
        Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> types = new HashMap<>();
        types.put("keyword", (index, environment, name, settings) -> new Fixed(name, new KeywordAnalyzer()));
        types.put("simple", (index, environment, name, settings) -> new Fixed(name, new SimpleAnalyzer()));
        types.put("whitespace", (index, environment, name, settings) -> new Fixed(name, new WhitespaceAnalyzer()));
        types.put("stop", (index, environment, name, settings) -> new Fixed(name, new StopAnalyzer(
            Analysis.parseStopWords(environment, settings, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET))));
        types.put("english", language(EnglishAnalyzer.getDefaultStopSet(), EnglishAnalyzer::new));
        types.put("french", language(FrenchAnalyzer.getDefaultStopSet(), FrenchAnalyzer::new));
        types.put("german", language(GermanAnalyzer.getDefaultStopSet(), GermanAnalyzer::new));
        types.put("italian", language(ItalianAnalyzer.getDefaultStopSet(), ItalianAnalyzer::new));
        types.put("portuguese", language(PortugueseAnalyzer.getDefaultStopSet(), PortugueseAnalyzer::new));
        types.put("spanish", language(SpanishAnalyzer.getDefaultStopSet(), SpanishAnalyzer::new));
        return types;
    }

    /** A language's analyser with its settings {@code stopwords} and {@code stem_exclusion}. */
    private static AnalysisProvider<AnalyzerProvider<? extends Analyzer>> language(
        CharArraySet stopWords,
        BiFunction<CharArraySet, CharArraySet, Analyzer> analyzer
    ) {
        return (index, environment, name, settings) -> new Fixed(name, analyzer.apply(
            Analysis.parseStopWords(environment, settings, stopWords),
            Analysis.parseStemExclusion(settings, CharArraySet.EMPTY_SET)
        ));
    }

    private static final class Fixed extends AbstractIndexAnalyzerProvider<Analyzer> {
        private final Analyzer analyzer;

        Fixed(String name, Analyzer analyzer) {
            super(name);
            this.analyzer = analyzer;
        }

        @Override
        public Analyzer get() {
            return analyzer;
        }
    }
}
