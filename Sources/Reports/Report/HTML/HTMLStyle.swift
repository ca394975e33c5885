internal import Crypto
internal import Foundation

/// The style of the page, and the digest by which its content security policy admits it.
enum HTMLStyle {
    static let sheet: StaticString = """
        :root{color-scheme:light dark;--ink:#1b1f24;--soft:#5a6370;--paper:#fff;--band:#f4f6f8;--line:#d5dae0;\
        --all:#7a9cc6;--part:#c2410c;--good:#2f7d4f;--bad:#b42318;--mark:#6d28d9;--link:#0b57b0}
        @media (prefers-color-scheme:dark){:root{--ink:#e7eaee;--soft:#a4adb8;--paper:#14171b;--band:#1d2228;\
        --line:#39414b;--all:#5f86b8;--part:#f0834a;--good:#5cc08a;--bad:#ff8a7a;--mark:#b9a2ff;--link:#8cbcff}}
        *{box-sizing:border-box}
        html{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--ink);\
        background:var(--paper);-webkit-text-size-adjust:100%}
        body{margin:0 auto;max-width:62rem;padding:1rem}
        h1{font-size:1.8rem;line-height:1.2;margin:.5rem 0 .2rem}
        h2{font-size:1.35rem;line-height:1.25;margin:2.2rem 0 .6rem;border-bottom:2px solid var(--line);\
        padding-bottom:.25rem}
        h3{font-size:1.1rem;margin:1.8rem 0 .4rem;overflow-wrap:anywhere}
        p{margin:.5rem 0;max-width:46rem;overflow-wrap:anywhere}
        a{color:var(--link)}
        .skip{position:absolute;left:-99rem}
        .skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.4rem .8rem}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px}
        header p,.note,footer{color:var(--soft)}
        .note,footer{font-size:.875rem}
        .lead{font-size:1.125rem}
        nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1rem;margin:.8rem 0;padding:.6rem .8rem;\
        background:var(--band);border-radius:.4rem}
        .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:.7rem;margin:1rem 0;padding:0}
        .facts div{background:var(--band);border-radius:.4rem;padding:.7rem .9rem}
        .facts dt{font-size:.875rem;color:var(--soft)}
        .facts dd{margin:0}
        .facts .value{font-size:1.5rem;font-weight:600;line-height:1.3;font-variant-numeric:tabular-nums}
        .facts .small{font-size:.8125rem;color:var(--soft)}
        .tasks{background:var(--band);border-left:4px solid var(--part);padding:.6rem .8rem .6rem 2rem}
        .scroll{overflow-x:auto;margin:.8rem 0}
        table{border-collapse:collapse;font-size:.875rem;min-width:100%}
        caption{text-align:left;color:var(--soft);padding:.2rem 0 .4rem}
        th,td{padding:.3rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
        thead th{background:var(--band);font-weight:600;vertical-align:bottom}
        tbody th{font-weight:500;white-space:nowrap}
        td{min-width:4.5rem}tbody th,td{overflow-wrap:anywhere}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;min-width:0}
        td.wide,th.wide{min-width:11rem;white-space:normal}
        figure{margin:1rem 0}
        figcaption{font-size:.875rem;color:var(--soft);max-width:46rem}
        figcaption b{color:var(--ink);display:block}
        .chart{overflow-x:auto}
        .chart svg{display:block;width:100%;min-width:33rem;height:auto}
        svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;fill:var(--soft)}
        svg .strong{fill:var(--ink)}
        svg .end{text-anchor:end}
        svg .middle{text-anchor:middle}
        svg .grid{stroke:var(--line);stroke-width:1}
        svg .axis{stroke:var(--soft);stroke-width:1}
        svg .limit{stroke:var(--bad);stroke-width:1.5;stroke-dasharray:5 4;fill:none}
        svg .all{fill:var(--all)}
        svg .part{fill:var(--part)}
        svg .good{fill:var(--good)}
        svg .bad{fill:var(--bad)}
        svg .mark{fill:var(--mark)}
        svg .open{fill:var(--paper);stroke:var(--mark);stroke-width:1.5}
        svg .track{fill:var(--band)}
        svg .tick{stroke:var(--part);stroke-width:2}
        .spark{width:7rem;height:1.4rem;display:block}
        .spark polyline{fill:none;stroke:var(--all);stroke-width:1.5}
        details{margin:.4rem 0 1rem}
        summary{cursor:pointer;color:var(--link)}
        pre{overflow-x:auto;background:var(--band);padding:.6rem}
        footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.6rem}
        @media (max-width:30rem){body{padding:.7rem}h1{font-size:1.5rem}.facts{grid-template-columns:1fr 1fr}\
        .facts .value{font-size:1.2rem}th,td{padding:.3rem .4rem}}
        @media print{:root{color-scheme:light;--ink:#000;--soft:#444;--paper:#fff;--band:#f2f2f2;--line:#bbb;\
        --all:#7a9cc6;--part:#c2410c;--good:#2f7d4f;--bad:#b42318;--mark:#6d28d9;--link:#000}\
        html{font-size:11px}body{max-width:none;padding:0}nav,.skip{display:none}\
        .scroll,.chart{overflow:visible}.chart svg{min-width:0}h2,h3,h4,h3+p,summary,caption{break-after:avoid}\
        figure,table,tr,.facts div{break-inside:avoid}summary{list-style:none;color:inherit;font-weight:600}\
        details::details-content{content-visibility:visible;block-size:auto;display:block}}
        """

    /// `sha256-…`, as a content security policy names it.
    static var digest: String {
        let digest = SHA256.hash(data: Array("\(sheet)".utf8))
        return "sha256-" + Data(digest).base64EncodedString()
    }
}
