namespace Shipworthy.Extractors.Docs;

/// <summary>
/// Words of operating an app in the languages that Shipworthy reads, a line each: English, Spanish, Portuguese, French, German, Italian, Polish,
/// Turkish, Chinese, Japanese.
/// </summary>
static class OpsWords
{
    /// <summary>Something is broken in production and people act: incident, outage, emergency, on call.</summary>
    public static WordList Trouble { get; } =
        new(
            "runbook*, run book*, run-book*, playbook*, incident, incidents, outage*, downtime, emergency, emergencies, disaster recovery, disaster-recovery, on-call, on call, oncall, failover, fail-over, failback, break glass, war room, escalation",
            "when things break, when something breaks, when it breaks, if it breaks, when things go wrong, when something goes wrong, if something goes wrong, when it fails, when everything fails, when it is down, when the site is down, if the site is down, when the app is down, if the app is down, what to do when, what to do if, site is down, site down, app is down, app down, api is down, api down, service is down, production is down, prod is down, production issue*, production problem*, in case of emergency, in case of failure, operations manual, operations guide, operations handbook",
            "incidente, incidentes, incidencia*, caida*, emergencia*, recuperacion ante desastres, recuperacion de desastres, cuando algo falla, cuando todo falla, cuando se cae, cuando algo se rompe, que hacer si, que hacer cuando, guardia, guardias, manual de operaciones, manual de operacion, escalamiento",
            "indisponibilidade, queda do, queda da, quedas, recuperacao de desastre*, quando algo quebra, quando algo falha, quando cai, o que fazer se, o que fazer quando, plantao, fora do ar, manual de operacao, manual de operacoes, escalonamento",
            "panne, pannes, urgence, urgences, reprise d'activite, reprise apres, en cas de panne, en cas de probleme, en cas d'incident, en cas de coupure, que faire si, que faire quand, que faire en cas, astreinte*, procedure de secours, manuel d'exploitation, escalade",
            "storung*, stoerung*, ausfall, ausfalle, ausfaelle, notfall*, betriebshandbuch, vorfall, vorfalle, vorfaelle, wenn etwas, wenn es brennt, wenn die seite, wenn der dienst, wenn nichts mehr, bereitschaft, rufbereitschaft, wiederanlauf*, eskalation",
            "incidenti, guasto, guasti, disservizio, disservizi, emergenza, emergenze, quando qualcosa, cosa fare se, cosa fare quando, cosa fare in caso, reperibilita, manuale operativo",
            "incydent*, awaria, awarie, awarii, sytuacj*, gdy cos, co robic, dyzur*, instrukcja operacyjna, eskalacj*",
            "olay mudahale*, kesinti*, ariza*, acil durum*, felaket kurtarma, bir sey bozul*, site coktu*, sistem coktu*, ne yapmali*, ne yapilmali*, nobet*, isletim kilavuzu",
            "故障, 事故, 应急, 應急, 宕机, 停机, 服务中断, 灾难恢复, 灾备, 运维手册, 值班, 出问题, 紧急",
            "障害, インシデント, 緊急, 災害復旧, 運用手順, 運用手引, 当番, オンコール, 対応手順, ダウンしたとき"
        );

    /// <summary>Going back to an earlier state, or bringing something back to life.</summary>
    public static WordList WayBack { get; } =
        new(
            "rollback*, roll back, roll-back, rolling back, rolls back, revert*, restore*, restoring, restoration, recover, recovery, recovering, undo, back out",
            "revertir, reversion, volver atras, volver a la version, restaura*, recuperar, recuperacion",
            "reverter, reversao, voltar atras, voltar a versao, voltar para a versao, recuperacao",
            "retour arriere, retour en arriere, revenir en arriere, restauration, restaurer, retablir",
            "zuruckrollen, zurueckrollen, rucksprung, ruecksprung, zurucksetzen, zuruecksetzen, wiederherstell*, zuruckspielen, zurueckspielen",
            "ripristin*, tornare indietro, tornare alla versione",
            "wycof*, przywroc*, przywrac*, odzyskiwanie, cofni*",
            "geri al*, geri yukle*, geri don*, kurtarma",
            "回滚, 回退, 恢复, 还原",
            "ロールバック, 切り戻し, 復旧, 復元, リストア"
        );

    /// <summary>Something does not work.</summary>
    public static WordList Failure { get; } =
        new(
            "down, fail, fails, failed, failing, failure, failures, error, errors, unreachable, unavailable, not available, not reachable, not responding, not answer*, not respond, nobody can, no one can, users can't, not working, not starting, not sent, not arriving, not updating, not loading, not sending, timeout*, time-out*, times out, timing out, slow, stuck, hangs, hanging, leak*, full, exhausted, expired, exceeded, corrupt*, lost, broken, breaks, crash*, cannot, can't, could not, refused, rejected, overload*, high cpu, high memory, high load, high latency, spike*, backlog, blocked, compromised, still pointing, 500, 502, 503, 504, 5xx, out of memory, out of disk, out of space, oom*, deadlock*, outage, outages, dead letter*, dead-letter*, issue, issues, problem, problems, too long",
            "caido, caida, falla, fallan, fallando, fallo, fallos, fallido, fallida, no responde, no funciona, no arranca, no llegan, no disponible, lento, lenta, atascad*, filtrad*, lleno, llena, caducad*, roto, rota, bloquead*",
            "fora do ar, falha, falhas, falhou, falhando, nao responde, nao funciona, nao sobe, nao chegam, nao disponivel, travad*, vazad*, cheio, cheia, expirad*, quebrad*, parado, parada, erro, erros",
            "en panne, hors service, indisponible, inaccessible, echou*, echec*, ne repond, ne fonctionne, ne demarre, ne partent, lent, lente, bloque*, fuite*, plein, pleine, expire*, casse*, erreur*",
            "ausgefallen, ausfall, fallt aus, faellt aus, nicht erreichbar, nicht verfugbar, nicht verfuegbar, antwortet nicht, startet nicht, schlagt fehl, schlaegt fehl, fehlgeschlagen, fehler*, langsam, hangt, haengt, voll, abgelaufen, kaputt, geleakt, durchgesickert, kommen nicht",
            "giu, non risponde, non funziona, non parte, non arrivano, non raggiungibile, fallito, fallita, fallisce, bloccat*, pieno, piena, scadut*, rotto, rotta, lento, compromess*, errore, errori",
            "nie dziala*, nie odpowiada*, nie startuje, nie wychodz*, niedostepn*, blad, bledy, wolno, zablokowan*, zawies*, pelny, pelna, pelne, wygas*, zepsut*, wyciek*, padl*, nieudan*",
            "coktu, cokmus, cokerse, yanit verm*, calismiyor, basarisiz*, hata*, yavas*, takil*, dolu, doldu, suresi dol*, sizdi, sizar*, ulasilam*",
            "宕机, 失败, 错误, 不可用, 无法, 超时, 缓慢, 很慢, 卡住, 积压, 泄露, 泄漏, 已满, 过期, 损坏, 崩溃, 没有响应, 挂了",
            "落ち, 失敗, エラー, 応答しない, 応答なし, 利用できない, つながらない, 接続できない, タイムアウト, 遅い, 詰ま, 漏えい, 漏洩, 満杯, 期限切れ, 壊れ, 動かない, 届かない"
        );

    /// <summary>A part of an app, or something that it needs.</summary>
    public static WordList Component { get; } =
        new(
            "database*, db, postgres*, mysql, mariadb, mongo*, sqlite, redis, queue*, worker*, job, jobs, cron*, scheduler*, api, apis, endpoint*, server*, backend, frontend, website*, site, page, pages, app, application*, login*, log in, sign-in, sign in, signin, auth*, payment*, checkout, stripe, paypal, billing, invoice*, webhook*, email*, e-mail*, mail, mails, sms, notification*, deploy*, release*, build, builds, migration*, certificate*, ssl, tls, dns, domain*, cdn, cloudfront, disk*, memory, cpu, storage, bucket*, upload*, cache*, search, container*, pod, pods, service*, task*, instance*, node, nodes, cluster, key, keys, secret*, token*, credential*, password*, rate limit*, quota, third-party, vendor*, provider*, llm, ai, openai, anthropic, claude, gemini, supabase, firebase, clerk, auth0, twilio, resend, sendgrid, vercel, netlify, cloudflare, kafka, rabbitmq, elastic*, snapshot*, backup*, restore*, connection*, session*, request*, rds, ecs, grafana, prometheus, sync*, import, imports, export, exports, health check*, knowledge base",
            "base de datos, bd, servidor*, cola, colas, correo*, pago, pagos, inicio de sesion, despliegue*, certificado*, disco*, memoria, clave*, contrasena*, credencial*, pagina*, sitio",
            "banco de dados, banco, fila, filas, pagamento*, implantacao, chave*, senha*, migracao, tarefa*",
            "base de donnees, bdd, serveur*, file d'attente, paiement*, connexion*, deploiement*, certificat*, disque*, memoire, cle, cles, mot de passe, courriel*",
            "datenbank*, warteschlange*, zahlung*, anmeldung*, bereitstellung*, zertifikat*, festplatte*, speicher*, schlussel*, schluessel*, passwort*, zugangsdaten, auftrag*, seite*, dienst*",
            "banca dati, coda, code, pagament*, accesso, rilasci*, certificat*, disco, chiav*, posta, servizi*",
            "baza danych, bazy danych, kolejk*, serwer*, platnosc*, logowani*, wdrozeni*, certyfikat*, dysk*, pamiec, klucz*, hasl*, poczt*, uslug*",
            "veritaban*, veri taban*, kuyru*, sunucu*, odeme*, giris*, dagitim*, sertifika*, bellek, anahtar*, sifre*, eposta*, e-posta*",
            "数据库, 队列, 服务器, 接口, 支付, 登录, 部署, 证书, 磁盘, 内存, 密钥, 密码, 邮件, 网站, 服务, 缓存",
            "データベース, キュー, サーバ, 決済, 支払い, ログイン, デプロイ, 証明書, ディスク, メモリ, 鍵, キー, パスワード, メール, サイト, サービス, ジョブ, ワーカー"
        );

    /// <summary>Reaching a person.</summary>
    public static WordList Contact { get; } =
        new(
            "contact*, escalat*, on-call, on call, oncall, who to, whom to, call, phone*, telephone*, tel, mobile, pager*, owner*, reach, wake, responsible, support",
            "contacto*, contactar, llamar, telefono*, guardia, responsable*, a quien",
            "contato*, ligar, plantao, telefone*, quem chamar, quem avisar, responsave*",
            "appeler, qui prevenir, astreinte, joindre",
            "anrufen, wer ruft, wen, telefon*, ansprechpartner*, kontakt*, bereitschaft, verantwortlich*",
            "chiamare, contatt*, reperibil*",
            "dzwonic, dzwon, do kogo, dyzurn*, odpowiedzialn*",
            "aran*, aray*, kimi, iletisim, nobetci*, sorumlu*",
            "联系, 电话, 值班, 负责人, 上报",
            "連絡, 電話, 当番, 担当, エスカレーション"
        );

    /// <summary>Telling people something.</summary>
    public static WordList Notify { get; } =
        new(
            "notif*, tell, told, inform*, announce*, communicat*, post, publish*, update, updates, email*, e-mail*, message*, let",
            "avisar, avisa, avise, avisamos, informar, informa, informe, comunica*, publica*",
            "prevenir, prevenez, avertir, avertissez, communiquer, publier, publiez",
            "benachrichtig*, informier*, mitteil*, bescheid, melden",
            "avvis*, pubblica*",
            "powiadom*, poinform*, oglos*",
            "bilgilendir*, haber ver*, duyur*",
            "通知, 告知, 公告, 发布",
            "連絡, お知らせ, 周知, 知らせ, 掲載"
        );

    /// <summary>The people who use the app, or the page that tells them how it is.</summary>
    public static WordList Audience { get; } =
        new(
            "customer*, users, clients, subscribers, tenants, status page*, status-page*, statuspage*",
            "cliente, clientes, usuarios, pagina de estado, utilizadores, pagina de status",
            "utilisateurs, page de statut, page d'etat",
            "kunden, kundinnen, nutzer*, statusseite",
            "clienti, utenti, pagina di stato",
            "klient*, uzytkownik*, strona statusu, stronie statusu",
            "musteri*, kullanici*, durum sayfasi*",
            "客户, 用户, 状态页",
            "顧客, お客様, ユーザー, 利用者, ステータスページ"
        );

    /// <summary>Where people look: logs, dashboards, alarms; as headings.</summary>
    public static WordList Watching { get; } =
        new(
            "monitoring, logs, log, logging, dashboard*, alert, alerts, alerting, observability, where to look",
            "monitoreo, monitorizacion, registros, monitoramento, surveillance, journaux, uberwachung, ueberwachung, wo nachsehen, monitoraggio, monitorowanie, logi, izleme, gunlukler",
            "监控, 日志, 告警, 监视, 監視, ログ"
        );

    /// <summary>Headings of what to do about known troubles, without a word on whose troubles they are.</summary>
    public static WordList Troubleshooting { get; } =
        new(
            "troubleshoot*, trouble shooting, common issues, common problems, common errors, known issues, issues & fixes, issues and fixes, issues & solutions, issues and solutions, problems & fixes, problems and fixes, problems & solutions, problems and solutions, errors & fixes, errors and fixes, errors & solutions, errors and solutions",
            "solucion de problemas, solucao de problemas, depannage, fehlerbehebung, fehlersuche, problemlosung, risoluzione problemi, risoluzione dei problemi, rozwiazywanie problemow, sorun giderme",
            "problemas comunes, errores comunes, problemas comuns, erros comuns, problemes courants, problemes frequents, erreurs courantes, haufige probleme, haufige fehler, haeufige probleme, haeufige fehler, problemi comuni, errori comuni, czeste problemy, typowe problemy, sik karsilasilan sorunlar",
            "故障排除, 故障排查, 常见问题, トラブルシュー, よくある問題"
        );

    /// <summary>What runs for customers.</summary>
    public static WordList Production { get; } =
        new(
            "prod, production, live site, live app, live system, customers, produccion, producao, produktion*, produktiv*, produzione, produkcj*, canli, uretim",
            "生产, 线上, 本番"
        );
}
